#!/usr/bin/env python3
"""Writes the small .pth files beside it: a state dictionary, a training checkpoint, and what TorchSharp.PyBridge refuses:
the form before PyTorch 1.6, tensors that share or turn their numbers, and a file that asks for code to be run.

    python3 make_checkpoints.py        (torch 1.13)
"""
import collections
import os
import pathlib

import torch

here = pathlib.Path(__file__).parent
base = torch.arange(12, dtype=torch.float32)
state = collections.OrderedDict(
    float32=base.reshape(3, 4),
    float64=torch.tensor([1.5, -2.25], dtype=torch.float64),
    bfloat16=torch.tensor([1.0, 3.140625], dtype=torch.bfloat16),
    float16=torch.tensor([0.5, 65504.0], dtype=torch.float16),
    int64=torch.tensor(1 << 40),                    # no axes
    int32=torch.tensor([-7], dtype=torch.int32),
    int16=torch.tensor([-300], dtype=torch.int16),
    int8=torch.tensor([-8], dtype=torch.int8),
    uint8=torch.tensor([0, 255], dtype=torch.uint8),
    truth=torch.tensor([True, False]),
    nothing=torch.zeros(0, 3),
)
torch.save(state, here / "state.pth")
torch.save(state, here / "legacy.pth", _use_new_zipfile_serialization=False)   # the form before PyTorch 1.6
torch.save({"turned": base.reshape(3, 4).t()}, here / "turned.pth")            # strides (1, 4)
torch.save({"slice": base[5:7]}, here / "slice.pth")                           # offset 5 in a storage of 12

module = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 1), torch.nn.BatchNorm2d(2))
with torch.no_grad():
    for parameter in module.parameters():
        parameter.fill_(0.25)
optimizer = torch.optim.Adam(module.parameters())
torch.save({"epoch": 3, "best": 0.5, "name": "demo", "state_dict": module.state_dict(), "optimizer": optimizer.state_dict()}, here / "checkpoint.pth")


class Runs:
    def __reduce__(self):
        return os.system, ("touch executed",)


torch.save({"weight": torch.ones(1), "extra": Runs()}, here / "executes.pth")
