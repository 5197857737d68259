#!/usr/bin/env python3
"""The other side of checkpoints in and out, with torch alone.

    python3 checkpoint_peer.py write FOLDER      legacy.pth and views.pth in the form before PyTorch 1.6, zip.pth in the present one
    python3 checkpoint_peer.py read FILE         name, type, shape and bytes of each tensor of a .pth or .safetensors file, a line each
"""
import collections
import json
import pathlib
import struct
import sys

import torch


def state():
    module = torch.nn.Sequential(torch.nn.Conv2d(2, 3, 3), torch.nn.BatchNorm2d(3))
    with torch.no_grad():
        for index, parameter in enumerate(module.parameters()):
            parameter.copy_(torch.arange(parameter.numel()).reshape(parameter.shape) * 0.25 - index)
    return module.state_dict()


def write(folder):
    torch.save(state(), folder / "legacy.pth", _use_new_zipfile_serialization=False)
    torch.save(state(), folder / "zip.pth")
    base = torch.arange(12, dtype=torch.float64).reshape(3, 4)
    views = collections.OrderedDict(whole=base, turned=base.t(), inside=base[1:, 1:3], narrow=torch.tensor([1.5, -2], dtype=torch.bfloat16), none=torch.zeros(0, 3))
    torch.save({"epoch": 3, "state_dict": views}, folder / "views.pth", _use_new_zipfile_serialization=False)


def safetensors(path):
    types = {"F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I64": torch.int64,
             "I32": torch.int32, "I16": torch.int16, "I8": torch.int8, "U8": torch.uint8, "BOOL": torch.bool}
    data = path.read_bytes()
    length, = struct.unpack("<Q", data[:8])
    tensors = {}
    for name, entry in json.loads(data[8:8 + length]).items():
        if name != "__metadata__":
            start, end = (8 + length + at for at in entry["data_offsets"])
            part = bytearray(data[start:end])
            flat = torch.frombuffer(part, dtype=types[entry["dtype"]]) if part else torch.zeros(0, dtype=types[entry["dtype"]])
            tensors[name] = flat.reshape(entry["shape"])
    return tensors


def read(path):
    tensors = safetensors(path) if path.suffix == ".safetensors" else torch.load(path)
    for name, tensor in tensors.items():
        raw = tensor.contiguous().flatten().view(torch.uint8) if tensor.dim() > 0 and tensor.numel() > 0 else tensor.reshape(-1).view(torch.uint8)
        print(name, str(tensor.dtype).removeprefix("torch."), list(tensor.shape), bytes(raw.tolist()).hex().upper())


{"write": write, "read": read}[sys.argv[1]](pathlib.Path(sys.argv[2]))
