#!/usr/bin/env python3
"""The other side of checkpoints in and out, with torch alone.

    python3 checkpoint_peer.py write FOLDER      module.pth, a module's state dictionary
    python3 checkpoint_peer.py train FOLDER      theirs.pth.gz, as the authors' script saves it: ours.pth as "net", and an Adam after two steps
    python3 checkpoint_peer.py read FILE         name, type, shape and bytes of each tensor of a .pth or .safetensors file, a line each
"""
import collections
import json
import pathlib
import struct
import sys

import torch


def write(folder):
    module = torch.nn.Sequential(torch.nn.Conv2d(2, 3, 3), torch.nn.BatchNorm2d(3))
    with torch.no_grad():
        for index, parameter in enumerate(module.parameters()):
            parameter.copy_(torch.arange(parameter.numel()).reshape(parameter.shape) * 0.25 - index)
    torch.save(module.state_dict(), folder / "module.pth")


def train(folder):
    net = collections.OrderedDict(torch.load(folder / "ours.pth"))
    parameters = [torch.nn.Parameter(tensor.clone()) for name, tensor in net.items() if name.endswith((".weight", ".bias"))]
    optimizer = torch.optim.Adam(parameters)
    for _ in range(2):
        optimizer.zero_grad()
        sum((parameter ** 2).sum() for parameter in parameters).backward()
        optimizer.step()
    torch.save({"net": net, "optimizer": optimizer.state_dict(), "epoch": 2}, folder / "theirs.pth.gz")


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
    tensors = safetensors(path) if path.suffix == ".safetensors" else torch.load(path, weights_only=True)
    for name, tensor in tensors.items():
        raw = tensor.contiguous().flatten().view(torch.uint8) if tensor.dim() > 0 and tensor.numel() > 0 else tensor.reshape(-1).view(torch.uint8)
        print(name, str(tensor.dtype).removeprefix("torch."), list(tensor.shape), bytes(raw.tolist()).hex().upper())


{"write": write, "train": train, "read": read}[sys.argv[1]](pathlib.Path(sys.argv[2]))
