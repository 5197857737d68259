#!/usr/bin/env python3
"""Records what MONAI's sliding_window_inference makes of images made by a formula.

    python3 sliding_window_peer.py MONAI_FOLDER > sliding_window.json

MONAI_FOLDER is a checkout of Project-MONAI/MONAI (recorded with d388d1c, torch 1.13). Results are float32, little-endian, base64.
"""
import base64
import json
import sys

import numpy as np
import torch

sys.path.insert(0, sys.argv[1])
from monai.inferers import sliding_window_inference  # noqa: E402

MASK = 0xFFFFFFFF


def numbers(name, shape):
    """Doubles in [-1, 1), as Formula.Tensor makes them."""
    seed = 2166136261
    for byte in name.encode():
        seed = ((seed ^ byte) * 16777619) & MASK
    x = (np.arange(int(np.prod(shape)), dtype=np.uint64) * np.uint64(2654435761) + np.uint64(seed)) & np.uint64(MASK)
    x = (x ^ (x >> np.uint64(16))) * np.uint64(0x85EBCA6B) & np.uint64(MASK)
    x = (x ^ (x >> np.uint64(13))) * np.uint64(0xC2B2AE35) & np.uint64(MASK)
    return torch.from_numpy(((x ^ (x >> np.uint64(16))).astype(np.float64) / 2147483648.0 - 1.0).reshape(shape)).float()


def network(x):
    """No weights, and an answer that depends on where a window begins and ends."""
    return torch.cat([x.cumsum(-1), x.flip(2) * x[:, :1]], 1)


CASES = [
    # image, window, overlap, blending, padding, value, batch
    ([1, 1, 19, 23], [8, 8], [0.25], "constant", "constant", 0, 4),
    ([2, 1, 19, 23], [8, 6], [0.5], "gaussian", "constant", 0, 3),
    ([1, 2, 17, 15], [7, 9], [0.6, 0], "gaussian", "constant", 0, 1),
    ([1, 1, 6, 7], [4, 4], [0.9], "gaussian", "constant", 0, 5),
    ([1, 1, 5, 20], [9, 8], [0.25], "gaussian", "constant", 0.5, 2),
    ([1, 2, 6, 7], [9, 10], [0.5], "gaussian", "reflect", 0, 1),
    ([1, 1, 6, 13], [11, 6], [0.5], "constant", "replicate", 0, 2),
    ([1, 1, 14, 5], [6, 8], [0.3], "gaussian", "circular", 0, 2),
    ([1, 1, 9, 11, 13], [4, 6, 5], [0.5], "constant", "constant", 0, 4),
    ([2, 1, 10, 7, 12], [6, 8, 5], [0.25], "gaussian", "constant", 0, 3),
    ([1, 1, 9, 8, 11], [5, 5, 5], [0.75], "gaussian", "constant", 0, 7),
    ([1, 1, 7, 16, 9], [7, 6, 4], [0, 0.5, 0.25], "gaussian", "replicate", 0, 2),
    ([1, 1, 3, 4, 5], [4, 6, 8], [0.5], "gaussian", "replicate", 0, 1),
]

records = []
for shape, window, overlap, blending, padding, value, batch in CASES:
    result = sliding_window_inference(
        numbers("image", shape), window, batch, network, overlap=overlap if len(overlap) > 1 else overlap[0], mode=blending,
        padding_mode=padding, cval=value)
    records.append({
        "image": shape, "window": window, "overlap": overlap, "blending": blending, "padding": padding, "value": value, "batch": batch,
        "shape": list(result.shape), "result": base64.b64encode(result.contiguous().numpy().astype("<f4").tobytes()).decode()})
print("[\n" + ",\n".join(json.dumps(record) for record in records) + "\n]")
