#!/usr/bin/env python3
"""Times another package's surface distances on a pair of masks and prints one JSON object.

    python3 peers.py PEER FOLDER MASKS DEPTH ROWS COLUMNS DEPTH_MM ROW_MM COLUMN_MM REPEATS

PEER is deepmind or medpy, FOLDER a checkout of it or an empty name where it is installed, MASKS two files of one byte a voxel, prediction then truth, with a
colon between. The time is the least of REPEATS in milliseconds of processor time, for all the metrics in the output.
"""
import json, sys, time, warnings

import numpy as np

warnings.simplefilter("ignore")


def deepmind(prediction, truth, spacing):
    import surface_distance as d

    distances = d.compute_surface_distances(truth, prediction, spacing)
    to_prediction, to_truth = d.compute_average_surface_distance(distances)
    return {
        "hd": d.compute_robust_hausdorff(distances, 100),
        "hd95": d.compute_robust_hausdorff(distances, 95),
        "asd_prediction": to_truth,
        "asd_truth": to_prediction,
        "nsd1mm": d.compute_surface_dice_at_tolerance(distances, 1.0),
    }


def medpy(prediction, truth, spacing):
    from medpy.metric import binary as b

    return {
        "hd": b.hd(prediction, truth, spacing),
        "hd95": b.hd95(prediction, truth, spacing),
        "assd": b.assd(prediction, truth, spacing),
    }


def main():
    peer, folder, masks, *numbers = sys.argv[1:]
    sys.path.insert(0, folder)
    shape, spacing, repeats = [int(n) for n in numbers[:3]], [float(n) for n in numbers[3:6]], int(numbers[6])
    prediction, truth = (np.fromfile(name, np.uint8).reshape(shape) > 0 for name in masks.split(":"))
    measure = {"deepmind": deepmind, "medpy": medpy}[peer]
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        values = measure(prediction, truth, spacing)
        best = min(best, time.process_time() - start)
    print(json.dumps({"milliseconds": 1000 * best, "values": {k: float(v) for k, v in values.items()}}))


if __name__ == "__main__":
    main()
