"""The PyTorch side of the comparisons: worker.py NAME THREADS prints the cost of one piece of work."""
import resource
import statistics
import sys
import time

import torch
from torch.nn import functional as F

from attention_unet import AttentionUNet, loss


def sample(batch=16, size=128):
    torch.manual_seed(0)
    return torch.randn(batch, 2, size, size), torch.randint(0, 3, (batch, size, size))


def median_seconds(work, warmup, runs):
    for _ in range(warmup):
        work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def training(batch=16, size=128):
    x, y = sample(batch, size)
    net = AttentionUNet()
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)

    def step():
        optimizer.zero_grad()
        value = loss(net(x), y, [0.25] * 4)
        value.backward()
        optimizer.step()
        return value.item()

    return step


def inference(batch):
    x, _ = sample(batch)
    net = AttentionUNet().eval()

    def run():
        with torch.no_grad():
            return net(x)[-1].argmax(1)

    return run


def memory():
    step = training()
    for _ in range(4):
        step()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def first_step():
    # The clock is the caller's, from the start of this process to its end.
    training(batch=1, size=64)()
    return 0


COSTS = {
    "train-step": lambda: median_seconds(training(), 2, 7),
    "memory": memory,
    "inference-1": lambda: median_seconds(inference(1), 3, 15),
    "inference-16": lambda: median_seconds(inference(16), 2, 7),
    "first-step": first_step,
}

if __name__ == "__main__":
    torch.set_num_threads(int(sys.argv[2]))
    print(COSTS[sys.argv[1]]())
