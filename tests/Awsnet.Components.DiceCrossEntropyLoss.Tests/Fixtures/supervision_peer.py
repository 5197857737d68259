#!/usr/bin/env python3
"""Records the losses of MONAI and of nnU-Net on logits and labels made by a formula.

    python3 supervision_peer.py MONAI_FOLDER NNUNET_FOLDER BATCHGENERATORSV2_FOLDER > supervision.json

The folders are checkouts (recorded with MONAI d388d1c, nnU-Net 0e49508, batchgeneratorsv2 3cb4f07, torch 1.13).
"""
import json
import sys
import types

import numpy as np
import torch

sys.path[:0] = sys.argv[1:4]
for missing in ("nnunetv2.utilities.helpers", "nnunetv2.utilities.ddp_allgather"):   # they ask for a whole installation
    module = sys.modules[missing] = types.ModuleType(missing)
    module.softmax_helper_dim1 = lambda x: torch.softmax(x, 1)
    module.AllGatherGrad = None
from batchgeneratorsv2.transforms.utils.deep_supervision_downsampling import DownsampleSegForDSTransform  # noqa: E402
from monai.losses import DeepSupervisionLoss, DiceCELoss, FocalLoss, GeneralizedDiceLoss, TverskyLoss  # noqa: E402
from nnunetv2.training.loss.compound_losses import DC_and_CE_loss  # noqa: E402
from nnunetv2.training.loss.deep_supervision import DeepSupervisionWrapper  # noqa: E402
from nnunetv2.training.loss.dice import MemoryEfficientSoftDiceLoss  # noqa: E402

MASK = 0xFFFFFFFF


def bits(name, count):
    """32 well-mixed bits for each index, as Formula makes them."""
    seed = 2166136261
    for byte in name.encode():
        seed = ((seed ^ byte) * 16777619) & MASK
    x = (np.arange(count, dtype=np.uint64) * np.uint64(2654435761) + np.uint64(seed)) & np.uint64(MASK)
    x = (x ^ (x >> np.uint64(16))) * np.uint64(0x85EBCA6B) & np.uint64(MASK)
    x = (x ^ (x >> np.uint64(13))) * np.uint64(0xC2B2AE35) & np.uint64(MASK)
    return x ^ (x >> np.uint64(16))


def logits(name, *shape):
    return torch.from_numpy(3 * (bits(name, int(np.prod(shape))).astype(np.float64) / 2147483648.0 - 1).reshape(shape)).float()


def labels(name, classes, *shape):
    return torch.from_numpy((bits(name, int(np.prod(shape))) % np.uint64(classes)).astype(np.int64).reshape(shape))


numbers = {}
x, y = logits("logits", 2, 3, 4, 5), labels("labels", 3, 2, 4, 5).unsqueeze(1)
few = torch.where(y == 2, 1, y)                                        # class 2 does not occur
few[1] = 0                                                             # nor class 1 in the second sample
b, z = logits("binary", 2, 1, 4, 5), labels("binary labels", 2, 2, 4, 5).unsqueeze(1)
for gamma in (0, 0.5, 2, 3.5):
    numbers[f"focal {gamma}"] = FocalLoss(to_onehot_y=True, gamma=gamma, use_softmax=True)(x, y)
    numbers[f"focal binary {gamma}"] = FocalLoss(gamma=gamma)(b, z)
numbers["focal alpha"] = FocalLoss(to_onehot_y=True, alpha=0.25, use_softmax=True)(x, y)
numbers["focal binary alpha"] = FocalLoss(alpha=0.25)(b, z)
numbers["focal weights, sum"] = FocalLoss(to_onehot_y=True, weight=[0.5, 1, 2], use_softmax=True, reduction="sum")(x, y)
# Its include_background=False takes the softmax over the other classes alone; ours leaves the background's term out.
numbers["focal no background"] = FocalLoss(to_onehot_y=True, use_softmax=True, reduction="none")(x, y)[:, 1:].mean()
for alpha, beta in ((0.5, 0.5), (0.3, 0.7), (1, 0)):
    numbers[f"tversky {alpha} {beta}"] = TverskyLoss(to_onehot_y=True, softmax=True, alpha=alpha, beta=beta)(x, y)
numbers["tversky sum"] = TverskyLoss(to_onehot_y=True, softmax=True, alpha=0.3, beta=0.7, reduction="sum")(x, y)
numbers["tversky batch"] = TverskyLoss(to_onehot_y=True, softmax=True, alpha=0.3, beta=0.7, batch=True)(x, y)
numbers["tversky no background"] = TverskyLoss(to_onehot_y=True, softmax=True, include_background=False)(x, few)
numbers["tversky binary"] = TverskyLoss(sigmoid=True, alpha=0.3, beta=0.7)(b, z)
for kind in ("square", "simple", "uniform"):
    numbers[f"generalized {kind}"] = GeneralizedDiceLoss(to_onehot_y=True, softmax=True, w_type=kind)(x, y)
    numbers[f"generalized absent {kind}"] = GeneralizedDiceLoss(to_onehot_y=True, softmax=True, w_type=kind)(x, few)
numbers["generalized batch"] = GeneralizedDiceLoss(to_onehot_y=True, softmax=True, batch=True)(x, y)
numbers["generalized no background"] = GeneralizedDiceLoss(to_onehot_y=True, softmax=True, include_background=False)(x, y)
numbers["generalized binary"] = GeneralizedDiceLoss(sigmoid=True)(b, z)

# Heads of falling size, the final one first, as both programs list them.
SIZES = {"2d": [(16, 12), (8, 6), (5, 3)], "3d": [(8, 10, 6), (4, 5, 3), (3, 3, 2)]}
for rank, sizes in SIZES.items():
    heads = [logits(f"head {rank} {level}", 2, 3, *size) for level, size in enumerate(sizes)]
    truth = labels(f"truth {rank}", 3, 2, *sizes[0]).unsqueeze(1)
    for mode in ("same", "exp", "two"):
        both = DiceCELoss(to_onehot_y=True, softmax=True, lambda_ce=0.25)
        numbers[f"monai {rank} {mode}"] = DeepSupervisionLoss(lambda p, t: both(p, t.long()), weight_mode=mode)(heads, truth.float())
    focal = FocalLoss(to_onehot_y=True, use_softmax=True)
    numbers[f"monai {rank} focal"] = DeepSupervisionLoss(lambda p, t: focal(p, t.long()), weight_mode="exp")(heads, truth.float())

    scales = [tuple(h / s for h, s in zip(size, sizes[0])) for size in sizes]
    one = DownsampleSegForDSTransform(scales)
    targets = [torch.stack(level) for level in zip(*(one._apply_to_segmentation(sample.to(torch.int16)) for sample in truth))]
    assert [tuple(t.shape[2:]) for t in targets] == sizes
    numbers[f"labels {rank}"] = float(sum((t.double() * (1 + torch.arange(t.numel()).view(t.shape))).sum() for t in targets))
    weights = np.array([1 / 2 ** level for level in range(len(sizes))])
    weights[-1] = 0
    for batch_dice in (False, True):
        loss = DC_and_CE_loss({"batch_dice": batch_dice, "smooth": 1e-5, "do_bg": False, "ddp": False}, {},
                              dice_class=MemoryEfficientSoftDiceLoss)
        numbers[f"nnunet {rank} {'batch' if batch_dice else 'sample'}"] = DeepSupervisionWrapper(loss, weights / weights.sum())(
            heads, targets)
    numbers[f"nnunet {rank} all heads"] = DeepSupervisionWrapper(loss, [1.0, 0.5, 0.25])(heads, targets)

print(json.dumps({name: float(value) for name, value in numbers.items()}, indent=1))
