#!/usr/bin/env python3
"""Writes parity.json: what the paper's published networks and loss compute, in float64, from weights made by a formula.

    python3 make_parity.py ASAN_TRAINING_FOLDER > parity.json        (torch 1.13, numpy)

ASAN_TRAINING_FOLDER is the folder of the authors' code that holds Network/Models.py and loss_deepsupvision.py; nothing
of it is kept here. Each case stores the losses, samples of the outputs, and per weight the gradient's largest magnitude,
its product with formula-made numbers, and samples.
"""
import importlib.util
import json
import math
import sys

import numpy as np
import torch

MASK = 0xFFFFFFFF


def fnv(text):
    """FNV-1a, 32 bits: the seed of a tensor is its name."""
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & MASK
    return value


def bits(seed, count):
    """32 well-mixed bits for each index: the same integers in any language."""
    x = (np.arange(count, dtype=np.uint64) * np.uint64(2654435761) + np.uint64(seed)) & np.uint64(MASK)
    x ^= x >> np.uint64(16)
    x = x * np.uint64(0x85EBCA6B) & np.uint64(MASK)
    x ^= x >> np.uint64(13)
    x = x * np.uint64(0xC2B2AE35) & np.uint64(MASK)
    return x ^ (x >> np.uint64(16))


def numbers(seed, count):
    """Doubles in [-1, 1): exact in any language."""
    return bits(seed, count).astype(np.float64) / 2147483648.0 - 1.0


def weight(name, tensor):
    unit = numbers(fnv(name), tensor.numel()).reshape(tensor.shape)
    if name.endswith("num_batches_tracked"):
        return torch.tensor(7)
    if name.endswith("running_mean"):
        values = 0.1 * unit
    elif name.endswith("running_var") or (tensor.dim() == 1 and name.endswith("weight")):
        values = 1 + 0.5 * unit
    elif tensor.dim() == 1:
        values = 0.1 * unit
    else:
        values = unit * math.sqrt(4.0 / (tensor.numel() // tensor.shape[0]))
    return torch.from_numpy(values)


class NestedBlock(torch.nn.Module):
    """The published NestedUNet names a block that its file does not define: two rounds of convolution, norm, ReLU."""

    def __init__(self, inside, middle, outside):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(inside, middle, 3, padding=1)
        self.bn1 = torch.nn.BatchNorm2d(middle)
        self.conv2 = torch.nn.Conv2d(middle, outside, 3, padding=1)
        self.bn2 = torch.nn.BatchNorm2d(outside)

    def forward(self, x):
        return torch.relu(self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x))))))


def load_models(folder, base):
    """Their module, with another number of base channels."""
    spec = importlib.util.spec_from_file_location(f"models_{base}", f"{folder}/Network/Models.py")
    module = importlib.util.module_from_spec(spec)
    source = open(spec.origin).read().replace("n1 = 32", f"n1 = {base}")
    module.conv_block_nested = NestedBlock
    exec(compile(source, spec.origin, "exec"), module.__dict__)
    return module


def load_loss(folder):
    torch.Tensor.cuda = lambda self, *_: self  # their loss insists on a GPU
    spec = importlib.util.spec_from_file_location("their_loss", f"{folder}/loss_deepsupvision.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def samples(name, tensor, count=6):
    flat = tensor.detach().reshape(-1).numpy()
    return [float(flat[int(b) % flat.size]) for b in bits(fnv(name) ^ 0x5A5A5A5A, count)]


def summary(name, tensor):
    flat = tensor.detach().double().reshape(-1).numpy()
    return [float(np.abs(flat).max()), float(np.dot(flat, numbers(fnv(name) ^ 0x33333333, flat.size)))] + samples(name, tensor)


def case(folder, network, base, batch, size):
    models, losses = load_models(folder, base), load_loss(folder)
    net = getattr(models, network)(in_ch=2, out_ch=3, deep_supervision=True).double()
    net.load_state_dict({name: weight(name, value) for name, value in net.state_dict().items()})
    image = torch.from_numpy(numbers(fnv("image"), batch * 2 * size * size).reshape(batch, 2, size, size))
    labels = torch.from_numpy((bits(fnv("labels"), batch * size * size) % np.uint64(3)).astype(np.int64).reshape(batch, 1, size, size))
    lge, t2 = image[:, :1], image[:, 1:]
    alphas = [0.156, 0.2, 0.24, 0.404]

    net.eval()
    with torch.no_grad():
        evaluated = net(lge, lge, t2)[3]
    net.train()
    heads = net(lge, lge, t2)[:4]
    criterion = losses.LossPRSnet_dicece(num_classes=3, weights=alphas + [0.25, 1])
    total = criterion(*heads, *([labels] * 4))
    total.backward()
    return {
        "network": network, "base": base, "batch": batch, "size": size, "alphas": alphas,
        "evaluated": summary("evaluated", evaluated),
        "heads": [summary(f"head{i}", head) for i, head in enumerate(heads)],
        "dice": [float(criterion.criterion0(head, labels)) for head in heads],
        "crossEntropy": [float(criterion.criterion1(head, labels.squeeze(1))) for head in heads],
        "total": float(total),
        "gradients": {name: summary(name, parameter.grad) for name, parameter in net.named_parameters()},
        "buffers": {name: summary(name, value) for name, value in net.named_buffers() if "running" in name},
    }


if __name__ == "__main__":
    folder = sys.argv[1]
    cases = [case(folder, network, base, 2, 32) for network in ("AttU_Net", "NestedUNet") for base in (2, 32)]
    json.dump({"madeWith": f"torch {torch.__version__}", "cases": cases}, sys.stdout, indent=0)
