#!/usr/bin/env python3
"""Writes volume_parity.json: what the networks in 3-D compute, in float64, by PyTorch's own layers from weights made by a formula.

    python3 make_volume_parity.py > volume_parity.json        (torch 1.13, numpy)

The layers stand in the order a textbook has them: nearest up-sampling, then the convolution; the feature enlarged to the full size,
then the head. Parameters carry our names. Each case stores samples of the outputs and, per weight, the gradient's largest magnitude,
its product with formula-made numbers, and samples, as parity.json does.
"""
import json
import sys

import torch
from torch import nn
from torch.nn import functional

from make_parity import fnv, numbers, summary, weight

WIDTHS, CLASSES = [4, 6, 8, 10], 3
NORMALIZATIONS = {
    "Batch": nn.BatchNorm3d,
    "Instance": lambda features: nn.InstanceNorm3d(features, affine=True),
    "Group": lambda features: nn.GroupNorm({4: 4, 6: 2, 8: 8, 10: 2}[features], features),
    "None": lambda features: nn.Identity(),
}


def same(inside, outside, kernel):
    return nn.Conv3d(inside, outside, kernel, padding=[size // 2 for size in kernel])


class Block(nn.Module):
    def __init__(self, inside, outside, kernel, normalization):
        super().__init__()
        self.convolution1, self.normalization1 = same(inside, outside, kernel), NORMALIZATIONS[normalization](outside)
        self.convolution2, self.normalization2 = same(outside, outside, kernel), NORMALIZATIONS[normalization](outside)

    def forward(self, x):
        x = torch.relu(self.normalization1(self.convolution1(x)))
        return torch.relu(self.normalization2(self.convolution2(x)))


class Up(nn.Module):
    def __init__(self, inside, outside, kernel, factors, normalization, transposed):
        super().__init__()
        self.factors = factors
        self.convolution = nn.ConvTranspose3d(inside, outside, factors, stride=factors) if transposed else same(inside, outside, kernel)
        self.normalization = NORMALIZATIONS[normalization](outside)

    def forward(self, x):
        if not isinstance(self.convolution, nn.ConvTranspose3d):
            x = functional.interpolate(x, scale_factor=self.factors, mode="nearest")
        return torch.relu(self.normalization(self.convolution(x)))


class Gate(nn.Module):
    def __init__(self, features):
        super().__init__()
        half = features // 2
        for name, inside, outside in [("gate", features, half), ("skip", features, half), ("attention", half, 1)]:
            setattr(self, f"{name}Projection", nn.Conv3d(inside, outside, 1))
            setattr(self, f"{name}Normalization", nn.BatchNorm3d(outside))

    def forward(self, skip, gate):
        offered = self.skipNormalization(self.skipProjection(skip))
        wanted = self.gateNormalization(self.gateProjection(gate))
        agreement = torch.relu(offered + wanted)
        return skip * torch.sigmoid(self.attentionNormalization(self.attentionProjection(agreement)))


class Heads(nn.Module):
    """Deepest first; every feature goes to the full size before its head sees it."""

    def project(self, features, size):
        full = [functional.interpolate(x, size=size, mode="trilinear", align_corners=True) for x in features]
        return [head(x) for head, x in zip(self.heads, full)]


class UNet(Heads):
    def __init__(self, kernels, pooling, normalization, transposed=False, gated=False):
        super().__init__()
        self.pooling, depth = pooling, len(pooling)
        levels = range(depth - 1, -1, -1)
        self.encoder = nn.ModuleList(
            Block(2 if level == 0 else WIDTHS[level - 1], WIDTHS[level], kernels[level], normalization) for level in range(depth + 1))
        self.up = nn.ModuleList(
            Up(WIDTHS[level + 1], WIDTHS[level], kernels[level], pooling[level], normalization, transposed) for level in levels)
        self.gates = nn.ModuleList(Gate(WIDTHS[level]) for level in levels) if gated else None
        self.decoder = nn.ModuleList(Block(2 * WIDTHS[level], WIDTHS[level], kernels[level], normalization) for level in levels)
        self.heads = nn.ModuleList(nn.Conv3d(WIDTHS[level], CLASSES, 1) for level in levels)

    def forward(self, x):
        size, skips, features = x.shape[2:], [], []
        for level, block in enumerate(self.encoder):
            x = block(x if level == 0 else functional.max_pool3d(x, self.pooling[level - 1]))
            skips.append(x)
        for step, block in enumerate(self.decoder):
            x, skip = self.up[step](x), skips[len(self.pooling) - 1 - step]
            x = block(torch.cat([self.gates[step](skip, x) if self.gates else skip, x], 1))
            features.append(x)
        return self.project(features, size)


class Nested(Heads):
    def __init__(self, kernels, pooling, normalization):
        super().__init__()
        self.pooling, self.depth = pooling, len(pooling)
        self.nodes = nn.ModuleList(nn.ModuleList(
            Block(self.inside(level, column), WIDTHS[level], kernels[level], normalization)
            for column in range(self.depth - level + 1)) for level in range(self.depth + 1))
        self.heads = nn.ModuleList(nn.Conv3d(WIDTHS[level], CLASSES, 1) for level in range(self.depth - 1, -1, -1))

    @staticmethod
    def inside(level, column):
        if column > 0:
            return column * WIDTHS[level] + WIDTHS[level + 1]
        return 2 if level == 0 else WIDTHS[level - 1]

    def forward(self, x):
        size, grid = x.shape[2:], {}
        for level in range(self.depth + 1):
            x = self.nodes[level][0](x if level == 0 else functional.max_pool3d(x, self.pooling[level - 1]))
            grid[level, 0] = x
        for column in range(1, self.depth + 1):
            for level in range(self.depth - column + 1):
                row = [grid[level, before] for before in range(column)]
                up = functional.interpolate(
                    grid[level + 1, column - 1], scale_factor=self.pooling[level], mode="trilinear", align_corners=True)
                grid[level, column] = self.nodes[level][column](torch.cat(row + [up], 1))
        return self.project([grid[level, self.depth - level] for level in range(self.depth - 1, -1, -1)], size)


def case(name, network, size):
    network = network.double()
    network.load_state_dict({key: weight(key, value) for key, value in network.state_dict().items()})
    shape = [2, 2] + size
    image = torch.from_numpy(numbers(fnv("image"), torch.Size(shape).numel()).reshape(shape))
    network.eval()
    with torch.no_grad():
        evaluated = network(image)[-1]
    network.train()
    heads = network(image)
    # Each head counts, and each differently.
    total = sum((head + 1) * output.square().mean() for head, output in enumerate(heads))
    total.backward()
    return {
        "name": name, "size": size, "evaluated": summary("evaluated", evaluated),
        "heads": [summary(f"head{i}", head) for i, head in enumerate(heads)], "total": float(total),
        "gradients": {key: summary(key, parameter.grad) for key, parameter in network.named_parameters()},
        "buffers": {key: summary(key, value) for key, value in network.named_buffers() if "running" in key},
    }


if __name__ == "__main__":
    even, thick = [[2, 2, 2]] * 3, [[1, 2, 2], [1, 2, 2], [2, 2, 2]]
    cubes, flat = [[3, 3, 3]] * 4, [[1, 3, 3], [1, 3, 3], [3, 3, 3], [3, 3, 3]]
    cases = [
        case("volume", UNet(cubes, even, "Batch"), [8, 16, 8]),
        case("stack, gated", UNet(flat, thick, "Batch", gated=True), [4, 16, 24]),
        case("stack, transposed, instance", UNet(flat, thick, "Instance", transposed=True), [4, 16, 24]),
        case("stack, group", UNet(flat, thick, "Group"), [4, 16, 24]),
        case("other factors", UNet([[3, 5, 1], [1, 3, 5], [3, 3, 3], [1, 1, 3]], [[1, 3, 2], [2, 1, 3], [1, 2, 2]], "None"), [4, 12, 12]),
        case("nested volume, group", Nested(cubes, even, "Group"), [8, 16, 8]),
        case("nested stack", Nested(flat, thick, "Batch"), [4, 16, 24]),
    ]
    json.dump({"madeWith": f"torch {torch.__version__}", "cases": cases}, sys.stdout, indent=0)
