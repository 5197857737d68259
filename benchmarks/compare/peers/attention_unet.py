"""An attention U-Net with deep supervision in plain PyTorch, laid out as the AWSnet paper describes it: the yardstick of the
comparisons. Heads are projected after upsampling and the loss takes a one-hot target per head, as the authors do."""
import torch
from torch import nn
from torch.nn import functional as F


def convolution(inputs, outputs, size):
    return nn.Conv2d(inputs, outputs, size, padding=size // 2)


def block(inputs, outputs):
    layers = []
    for width in (inputs, outputs):
        layers += [convolution(width, outputs, 3), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)]
    return nn.Sequential(*layers)


def rise(inputs, outputs):
    return nn.Sequential(nn.Upsample(scale_factor=2), convolution(inputs, outputs, 3), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Gate(nn.Module):
    def __init__(self, width, inner):
        super().__init__()
        self.gate = nn.Sequential(convolution(width, inner, 1), nn.BatchNorm2d(inner))
        self.skip = nn.Sequential(convolution(width, inner, 1), nn.BatchNorm2d(inner))
        self.attention = nn.Sequential(convolution(inner, 1, 1), nn.BatchNorm2d(1), nn.Sigmoid())

    def forward(self, gate, skip):
        return skip * self.attention(F.relu(self.gate(gate) + self.skip(skip), inplace=True))


class AttentionUNet(nn.Module):
    def __init__(self, inputs=2, classes=3, base=32):
        super().__init__()
        widths = [base * 2 ** level for level in range(5)]
        self.down = nn.ModuleList(block(a, b) for a, b in zip([inputs] + widths, widths))
        self.up = nn.ModuleList(rise(widths[level + 1], widths[level]) for level in range(4))
        self.gates = nn.ModuleList(Gate(widths[level], max(widths[level] // 2, 32)) for level in range(4))
        self.merge = nn.ModuleList(block(2 * widths[level], widths[level]) for level in range(4))
        self.heads = nn.ModuleList(nn.Conv2d(widths[level], classes, 1) for level in range(4))

    def forward(self, x):
        skips = []
        for level, down in enumerate(self.down):
            x = down(x if level == 0 else F.max_pool2d(x, 2))
            skips.append(x)
        outputs = []
        for level in (3, 2, 1, 0):
            x = self.up[level](x)
            x = self.merge[level](torch.cat([self.gates[level](x, skips[level]), x], 1))
            full = x if level == 0 else F.interpolate(x, scale_factor=2 ** level, mode="bilinear", align_corners=True)
            outputs.append(self.heads[level](full))
        return outputs


def dice(probability, target, epsilon=1e-5):
    n = target.size(0)
    p, t = probability.reshape(n, -1), target.reshape(n, -1)
    return 1 - ((2 * (p * t).sum(1) + epsilon) / (p.sum(1) + t.sum(1) + epsilon)).sum() / n


def loss(outputs, target, weights, ce=0.25):
    total = 0
    for output, weight in zip(outputs, weights):
        probability = F.softmax(output, 1)
        onehot = F.one_hot(target, output.size(1)).permute(0, 3, 1, 2).float()
        total = total + weight * (sum(dice(probability[:, c], onehot[:, c]) for c in range(output.size(1))) + ce * F.cross_entropy(output, target))
    return total
