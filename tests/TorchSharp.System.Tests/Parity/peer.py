#!/usr/bin/env python3
"""One training step of the paper's network and loss in Python torch, for a comparison bit by bit.

    python3 peer.py OUTPUT THREADS

The program is the same as AuthorsOrderStep.cs, operator for operator and in the order of the authors' code: features are
up-sampled before the heads project them, Dice goes class by class over one-hot targets, ReLU works in place. Weights,
image and labels are made by the formula of that file. OUTPUT receives, as little-endian float32, the total loss, then the
gradient of each weight in ordinal order of the names.
"""
import math
import sys

import numpy as np
import torch
import torch.nn.functional as F

MASK = 0xFFFFFFFF
WIDTHS = [32, 64, 128, 256, 512]
BATCH, SIZE, CLASSES = 2, 64, 3
ALPHAS = [0.156, 0.2, 0.24, 0.404]


def fnv(text):
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & MASK
    return value


def bits(name, count):
    x = (np.arange(count, dtype=np.uint64) * np.uint64(2654435761) + np.uint64(fnv(name))) & np.uint64(MASK)
    x ^= x >> np.uint64(16)
    x = x * np.uint64(0x85EBCA6B) & np.uint64(MASK)
    x ^= x >> np.uint64(13)
    x = x * np.uint64(0xC2B2AE35) & np.uint64(MASK)
    return x ^ (x >> np.uint64(16))


def numbers(name, *shape):
    count = int(np.prod(shape))
    return torch.from_numpy(bits(name, count).astype(np.float64) / 2147483648.0 - 1.0).reshape(shape)


weights, statistics = {}, {}


def weight(name, make):
    if name not in weights:
        weights[name] = make().to(torch.float32).requires_grad_()
    return weights[name]


def convolve(name, x, outside, kernel):
    inside = x.shape[1]
    w = weight(name + ".weight", lambda: numbers(name + ".weight", outside, inside, kernel, kernel) / math.sqrt(inside * kernel * kernel))
    b = weight(name + ".bias", lambda: numbers(name + ".bias", outside) * 0.1)
    return F.conv2d(x, w, b, padding=kernel // 2)


def normalize(name, x):
    c = x.shape[1]
    g = weight(name + ".weight", lambda: numbers(name + ".weight", c) * 0.5 + 1)
    b = weight(name + ".bias", lambda: numbers(name + ".bias", c) * 0.1)
    mean, variance = statistics.setdefault(name, (torch.zeros(c), torch.ones(c)))
    return F.batch_norm(x, mean, variance, g, b, training=True, momentum=0.1, eps=1e-5)


def block(name, x, width):
    x = F.relu(normalize(name + ".n1", convolve(name + ".c1", x, width, 3)), inplace=True)
    return F.relu(normalize(name + ".n2", convolve(name + ".c2", x, width, 3)), inplace=True)


def gate(name, g, x, middle):
    wanted = normalize(name + ".ng", convolve(name + ".g", g, middle, 1))
    offered = normalize(name + ".nx", convolve(name + ".x", x, middle, 1))
    agreement = F.relu(wanted + offered, inplace=True)
    return x * torch.sigmoid(normalize(name + ".np", convolve(name + ".p", agreement, 1, 1)))


def network(x):
    skips = []
    for level, width in enumerate(WIDTHS):
        x = block(f"e{level}", F.max_pool2d(x, 2, 2) if level else x, width)
        skips.append(x)
    decoded = []
    for level in (3, 2, 1, 0):
        width = WIDTHS[level]
        x = F.interpolate(x, scale_factor=2.0, mode="nearest")
        x = F.relu(normalize(f"u{level}.n", convolve(f"u{level}.c", x, width, 3)), inplace=True)
        x = torch.cat((gate(f"g{level}", x, skips[level], width // 2 if level else 32), x), dim=1)
        x = block(f"d{level}", x, width)
        decoded.append(x)
    scales = (8.0, 4.0, 2.0)
    heads = [convolve(f"h{3 - i}", F.interpolate(decoded[i], scale_factor=scale, mode="bilinear", align_corners=True), CLASSES, 1)
             for i, scale in enumerate(scales)]
    return heads + [convolve("h0", decoded[3], CLASSES, 1)]


def dice(logits, one_hot):
    probabilities = F.softmax(logits, dim=1)
    total = 0
    for c in range(CLASSES):
        p, t = probabilities[:, c].reshape(BATCH, -1), one_hot[:, c].reshape(BATCH, -1)
        score = (2 * (p * t).sum(1) + 1e-5) / (p.sum(1) + t.sum(1) + 1e-5)
        total = total + (1 - score.sum() / BATCH)
    return total


def step():
    image = numbers("image", BATCH, 2, SIZE, SIZE).to(torch.float32)
    labels = torch.from_numpy((bits("labels", BATCH * SIZE * SIZE) % np.uint64(CLASSES)).astype(np.int64)).reshape(BATCH, SIZE, SIZE)
    one_hot = F.one_hot(labels, CLASSES).permute(0, 3, 1, 2).contiguous().to(torch.float32)
    heads = network(image)
    dices = [dice(head, one_hot) for head in heads]
    entropies = [F.cross_entropy(head, labels) for head in heads]
    losses = [0.25 * entropy + 1 * d for entropy, d in zip(entropies, dices)]
    total = ALPHAS[0] * losses[0] + ALPHAS[1] * losses[1] + ALPHAS[2] * losses[2] + ALPHAS[3] * losses[3]
    total.backward()
    return total


if __name__ == "__main__":
    torch.set_num_threads(int(sys.argv[2]))
    total = step()
    with open(sys.argv[1], "wb") as file:
        file.write(total.detach().numpy().tobytes())
        for name in sorted(weights):
            file.write(weights[name].grad.contiguous().numpy().tobytes())
    print(torch.__version__, float(total))
