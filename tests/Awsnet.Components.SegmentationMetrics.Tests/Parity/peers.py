#!/usr/bin/env python3
"""Runs another package on the parity cases and writes its numbers.

    python3 peers.py PEER FOLDER > PEER.csv

PEER is medpy, monai, deepmind or metricsreloaded; FOLDER is a checkout of that package. The cases are those of
handmade.json and the seeds 1 to 520, whose masks ParityCase.cs makes anew from the same integers.
"""
import json, math, os, sys, types, warnings

import numpy as np

warnings.simplefilter("ignore")
SEEDS = range(1, 521)
SPACINGS = [0.75, 1.0, 12.0, 0.5, 1.37, 2.5, 0.9, 5.0]
TOLERANCES = [1.0, 2.6]
MASK64 = (1 << 64) - 1


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def __call__(self, bound):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK64
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK64
        return ((z ^ (z >> 31)) * bound) >> 64


def random_mask(draw, shape):
    """Noise, boxes or ellipsoids; now and then nothing. Whole numbers only, so that any language makes the same mask."""
    mask = np.zeros(shape, bool)
    if draw(24) == 0:
        return mask
    kind = draw(3)
    if kind == 0:
        density = 1 + draw(15)
        flat = mask.reshape(-1)
        for i in range(flat.size):
            flat[i] = draw(16) < density
    elif kind == 1:
        for _ in range(1 + draw(3)):
            corner = [draw(n) for n in shape]
            end = [c + 1 + draw(n - c) for c, n in zip(corner, shape)]
            mask[tuple(slice(c, e) for c, e in zip(corner, end))] = True
    else:
        for _ in range(1 + draw(4)):
            center = [draw(n) for n in shape]
            radius = [1 + draw(max(1, n // 3)) for n in shape]
            whole = math.prod(r * r for r in radius)
            grids = np.ogrid[tuple(slice(0, n) for n in shape)]
            mask |= sum((g - c) ** 2 * (whole // (r * r)) for g, c, r in zip(grids, center, radius)) <= whole
    return mask


def neighbor_of(draw, mask):
    """The mask moved by up to two voxels along each axis, with a few voxels turned over."""
    moved = np.zeros_like(mask)
    source, target = [], []
    for n in mask.shape:
        step = draw(5) - 2
        source.append(slice(max(0, -step), max(0, min(n, n - step))))
        target.append(slice(max(0, step), max(0, min(n, n + step))))
    moved[tuple(target)] = mask[tuple(source)]
    for _ in range(draw(6)):
        i = draw(moved.size)
        moved.reshape(-1)[i] ^= True
    return moved


def random_case(seed):
    draw = SplitMix64(seed)
    rank = 2 + draw(2)
    shape = [1 + draw(32), 1 + draw(40)]
    if draw(10) == 0:
        shape = [64 + draw(33), 64 + draw(33)]
    if rank == 3:
        shape = [1 + draw(8)] + shape
    spacing = [SPACINGS[draw(8)] for _ in range(rank)]
    if rank == 3 and draw(3) == 0:
        spacing = [12.0, 0.75, 0.75]
    prediction = random_mask(draw, shape)
    truth = neighbor_of(draw, prediction) if draw(2) == 0 else random_mask(draw, shape)
    return shape, spacing, prediction, truth


def cases():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "handmade.json")) as file:
        for case in json.load(file):
            masks = []
            for side in ("prediction", "truth"):
                mask = np.zeros(case["shape"], bool)
                for box in case[side]:
                    mask[tuple(slice(a, b) for a, b in zip(box[0::2], box[1::2]))] = True
                masks.append(mask)
            yield case["name"], [float(s) for s in case["spacing"]], masks[0], masks[1]
    for seed in SEEDS:
        _, spacing, prediction, truth = random_case(seed)
        yield str(seed), spacing, prediction, truth


def medpy():
    from medpy.metric import binary as b

    def measure(p, t, s):
        rank = p.ndim
        yield "dice", lambda: b.dc(p, t)
        yield "jaccard", lambda: b.jc(p, t)
        yield "sensitivity", lambda: b.sensitivity(p, t)
        yield "specificity", lambda: b.specificity(p, t)
        yield "precision", lambda: b.precision(p, t)
        yield "volume_error", lambda: b.ravd(p, t)
        yield "hd", lambda: b.hd(p, t, s)
        yield "hd95", lambda: b.hd95(p, t, s)
        yield "asd_prediction", lambda: b.asd(p, t, s)
        yield "asd_truth", lambda: b.asd(t, p, s)
        yield "assd", lambda: b.assd(p, t, s)
        yield "hd_full", lambda: b.hd(p, t, s, connectivity=rank)
        yield "assd_full", lambda: b.assd(p, t, s, connectivity=rank)

    return measure


def monai():
    import torch
    from monai import metrics as m

    def measure(p, t, s):
        tp, tt = (torch.from_numpy(a.astype(np.float32))[None, None] for a in (p, t))

        def confusion(name):
            counts = m.get_confusion_matrix(tp, tt, include_background=True)
            return m.compute_confusion_matrix_metric(name, counts)

        def hd(percentile):
            return m.compute_hausdorff_distance(tp, tt, include_background=True, percentile=percentile, spacing=s)

        def asd(a, b, symmetric):
            return m.compute_average_surface_distance(a, b, include_background=True, symmetric=symmetric, spacing=s)

        yield "dice", lambda: m.compute_dice(tp, tt, include_background=True)
        yield "jaccard", lambda: m.compute_iou(tp, tt, include_background=True)
        yield "sensitivity", lambda: confusion("sensitivity")
        yield "specificity", lambda: confusion("specificity")
        yield "precision", lambda: confusion("precision")
        yield "hd", lambda: hd(None)
        yield "hd95", lambda: hd(95)
        yield "hd50", lambda: hd(50)
        yield "asd_prediction", lambda: asd(tp, tt, False)
        yield "asd_truth", lambda: asd(tt, tp, False)
        yield "assd", lambda: asd(tp, tt, True)
        for tolerance in TOLERANCES:
            yield f"nsd{tolerance:g}mm", lambda: m.compute_surface_dice(
                tp, tt, class_thresholds=[tolerance], include_background=True, spacing=s)

    return measure


def deepmind():
    import surface_distance as d

    def measure(p, t, s):
        distances = d.compute_surface_distances(t, p, s)
        yield "dice", lambda: d.compute_dice_coefficient(t, p)
        yield "hd", lambda: d.compute_robust_hausdorff(distances, 100)
        yield "hd95", lambda: d.compute_robust_hausdorff(distances, 95)
        yield "hd50", lambda: d.compute_robust_hausdorff(distances, 50)
        yield "asd_prediction", lambda: d.compute_average_surface_distance(distances)[1]
        yield "asd_truth", lambda: d.compute_average_surface_distance(distances)[0]
        for tolerance in TOLERANCES:
            yield f"nsd{tolerance:g}mm", lambda: d.compute_surface_dice_at_tolerance(distances, tolerance)

    return measure


def metricsreloaded():
    # Imported by the package for measures that are not run here (skeletons, reports).
    for name in ("skimage", "skimage.morphology", "pandas"):
        try:
            __import__(name)
        except ImportError:
            sys.modules[name] = types.ModuleType(name)
    if not hasattr(sys.modules["skimage.morphology"], "skeletonize"):
        sys.modules["skimage.morphology"].skeletonize = None
    from MetricsReloaded.metrics.pairwise_measures import BinaryPairwiseMeasures

    def measure(p, t, s):
        def peer(tolerance=1.0):
            return BinaryPairwiseMeasures(
                p.astype(int), t.astype(int), pixdim=s, connectivity_type=1,
                empty=not p.any() and not t.any(), dict_args={"nsd": tolerance, "hd_perc": 95})

        yield "dice", lambda: peer().dsc()
        yield "jaccard", lambda: peer().intersection_over_union()
        yield "sensitivity", lambda: peer().sensitivity()
        yield "specificity", lambda: peer().specificity()
        yield "precision", lambda: peer().positive_predictive_value()
        yield "volume_error_absolute", lambda: peer().absolute_volume_difference_ratio()
        yield "hd", lambda: peer().measured_hausdorff_distance()
        yield "hd95", lambda: peer().measured_hausdorff_distance_perc()
        yield "assd", lambda: peer().measured_average_distance()
        yield "masd", lambda: peer().measured_masd()
        for tolerance in TOLERANCES:
            yield f"nsd{tolerance:g}mm", lambda: peer(tolerance).normalized_surface_distance()

    return measure


def main():
    peer, folder = sys.argv[1:]
    sys.path.insert(0, folder)
    measure = {f.__name__: f for f in (medpy, monai, deepmind, metricsreloaded)}[peer]()
    heading = None
    for name, spacing, prediction, truth in cases():
        values = {}
        for key, run in measure(prediction, truth, spacing):
            try:
                with np.errstate(all="ignore"):
                    values[key] = f"{float(run()):.10g}"
            except RuntimeError:
                values[key] = "throws"
        if heading is None:
            heading = list(values)
            print(",".join(["case", "predicted", "actual", "both"] + heading))
        counts = [prediction.sum(), truth.sum(), (prediction & truth).sum()]
        print(",".join([name] + [str(int(c)) for c in counts] + [values[key] for key in heading]))


if __name__ == "__main__":
    main()
