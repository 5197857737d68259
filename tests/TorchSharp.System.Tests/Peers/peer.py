"""What Python's torch computes for the cases of PeerCases.cs. One line a case:

    name  hash-of-the-bits  first  middle  last  sum

Written with Debian's torch 1.13.1:  /usr/bin/python3 peer.py > expected.txt
"""
import sys
import torch
import torch.nn.functional as F
from torch import nn
from torch.optim import lr_scheduler as sched

torch.set_num_threads(1)


def out(name, *tensors):
    data = [t.detach().contiguous() for t in tensors]
    h = 0xCBF29CE484222325
    for t in data:
        for byte in t.numpy().tobytes():
            h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    flat = torch.cat([t.reshape(-1).double() for t in data])
    n = flat.numel()
    print(name, f"{h:016x}", *(repr(v) for v in (flat[0].item(), flat[n // 2].item(), flat[-1].item(), flat.sum().item())))


def ramp(*shape, seed=0):
    """Exact in float: small multiples of 1/16 without a visible pattern."""
    n = 1
    for s in shape:
        n *= s
    i = torch.arange(n)
    return ((((i + seed) * 37 + (i + seed) * (i + seed) * 5) % 61 - 30).float() / 16).reshape(shape)


def seeded(name, seed, make):
    torch.manual_seed(seed)
    out(name, *make().state_dict().values())


def seeded_fill(name, seed, shape, fill):
    torch.manual_seed(seed)
    out(name, fill(torch.empty(shape)))


print("version", torch.__version__)

seeded("init.conv1d", 1, lambda: nn.Conv1d(3, 5, 3))
seeded("init.conv2d", 2, lambda: nn.Conv2d(3, 8, 3))
seeded("init.conv2d.groups", 3, lambda: nn.Conv2d(4, 8, (3, 5), groups=2, bias=False))
seeded("init.conv3d", 4, lambda: nn.Conv3d(2, 3, 3))
seeded("init.conv_transpose2d", 5, lambda: nn.ConvTranspose2d(4, 6, 2, stride=2))
seeded("init.linear", 6, lambda: nn.Linear(10, 4))
seeded("init.sequence", 7, lambda: nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.PReLU(2), nn.Linear(4, 3), nn.GroupNorm(1, 2), nn.LayerNorm([3])))
seeded_fill("init.xavier_uniform", 8, (6, 4, 3, 3), lambda t: nn.init.xavier_uniform_(t, gain=1.5))
seeded_fill("init.kaiming_uniform.relu.fan_out", 9, (6, 4, 3, 3), lambda t: nn.init.kaiming_uniform_(t, mode="fan_out", nonlinearity="relu"))
seeded_fill("init.kaiming_normal", 10, (6, 4, 3, 3), lambda t: nn.init.kaiming_normal_(t, a=0.1))
seeded_fill("init.xavier_normal", 11, (20, 30), lambda t: nn.init.xavier_normal_(t))
seeded_fill("init.trunc_normal", 12, (20, 30), lambda t: nn.init.trunc_normal_(t, mean=0.5, std=0.7, a=-1.0, b=1.5))
seeded_fill("init.orthogonal.wide", 13, (4, 2, 3), lambda t: nn.init.orthogonal_(t, gain=2.0))
seeded_fill("init.orthogonal.tall", 14, (9, 4), lambda t: nn.init.orthogonal_(t))
seeded_fill("init.eye", 15, (3, 5), lambda t: nn.init.eye_(t))

x1, x2, x3 = ramp(2, 3, 12), ramp(2, 3, 8, 10), ramp(1, 2, 6, 8, 10)
w, b = ramp(3, seed=5), ramp(3, seed=9)
functions = {
    "conv1d": lambda: F.conv1d(x1, ramp(4, 3, 3), ramp(4), stride=2, padding=1),
    "conv2d": lambda: F.conv2d(x2, ramp(4, 3, 3, 3), ramp(4), padding=1),
    "conv2d.same": lambda: F.conv2d(x2, ramp(4, 3, 3, 3), None, padding="same", dilation=2),
    "conv3d": lambda: F.conv3d(x3, ramp(3, 2, 3, 3, 3), ramp(3), padding=(0, 1, 1)),
    "conv_transpose1d": lambda: F.conv_transpose1d(x1, ramp(3, 2, 4), ramp(2), stride=2, padding=1),
    "conv_transpose2d": lambda: F.conv_transpose2d(x2, ramp(3, 2, 3, 3), ramp(2), stride=2, padding=1, output_padding=1),
    "conv_transpose3d": lambda: F.conv_transpose3d(x3, ramp(2, 2, 2, 2, 2), None, stride=2),
    "linear": lambda: F.linear(x1, ramp(5, 12), ramp(5)),
    "batch_norm.train": lambda: F.batch_norm(x2, None, None, w, b, True),
    "batch_norm.eval": lambda: F.batch_norm(x2, b, w.abs() + 1, w, b, False, eps=1e-3),
    "instance_norm": lambda: F.instance_norm(x2, weight=w, bias=b),
    "group_norm": lambda: F.group_norm(ramp(2, 6, 4, 4), 3, ramp(6), ramp(6, seed=1)),
    "layer_norm": lambda: F.layer_norm(x1, (3, 12), ramp(3, 12, seed=2), ramp(3, 12, seed=3)),
    "max_pool1d": lambda: F.max_pool1d(x1, 3, 2, 1),
    "max_pool2d": lambda: F.max_pool2d(x2, 2),
    "max_pool2d.ceil": lambda: F.max_pool2d(x2, (3, 3), (2, 2), (1, 1), ceil_mode=True),
    "max_pool3d": lambda: F.max_pool3d(x3, (2, 2, 2)),
    "max_pool2d.indices": lambda: F.max_pool2d(x2, 2, return_indices=True)[1].float(),
    "avg_pool1d": lambda: F.avg_pool1d(x1, 4, 2),
    "avg_pool2d": lambda: F.avg_pool2d(x2, 3, 2, 1, count_include_pad=False),
    "avg_pool2d.divisor": lambda: F.avg_pool2d(x2, 2, divisor_override=3),
    "avg_pool3d": lambda: F.avg_pool3d(x3, (1, 2, 2)),
    "adaptive_avg_pool1d": lambda: F.adaptive_avg_pool1d(x1, 5),
    "adaptive_avg_pool2d": lambda: F.adaptive_avg_pool2d(x2, (3, 4)),
    "adaptive_avg_pool3d": lambda: F.adaptive_avg_pool3d(x3, (2, 3, 4)),
    "adaptive_max_pool2d": lambda: F.adaptive_max_pool2d(x2, (3, 4)),
    "relu": lambda: F.relu(x1),
    "relu6": lambda: F.relu6(x1 * 8),
    "leaky_relu": lambda: F.leaky_relu(x1, 0.2),
    "elu": lambda: F.elu(x1, 1.5),
    "gelu": lambda: F.gelu(x1),
    "silu": lambda: F.silu(x1),
    "mish": lambda: F.mish(x1),
    "sigmoid": lambda: torch.sigmoid(x1),
    "tanh": lambda: torch.tanh(x1),
    "hardswish": lambda: F.hardswish(x1 * 3),
    "hardsigmoid": lambda: F.hardsigmoid(x1 * 3),
    "hardtanh": lambda: F.hardtanh(x1, -0.5, 1.25),
    "softplus": lambda: F.softplus(x1, 2, 1.5),
    "prelu": lambda: F.prelu(x1, w),
    "logsigmoid": lambda: F.logsigmoid(x1),
    "softmax": lambda: F.softmax(x2, 1),
    "log_softmax": lambda: F.log_softmax(x2, 1),
    "interpolate.nearest": lambda: F.interpolate(x2, scale_factor=(1.7, 2.0)),
    "interpolate.nearest.1d": lambda: F.interpolate(x1, size=20),
    "interpolate.nearest.3d": lambda: F.interpolate(x3, scale_factor=2.0),
    "interpolate.nearest_exact": lambda: F.interpolate(x2, size=(5, 7), mode="nearest-exact"),
    "interpolate.linear": lambda: F.interpolate(x1, scale_factor=1.5, mode="linear", align_corners=True),
    "interpolate.bilinear": lambda: F.interpolate(x2, scale_factor=2.0, mode="bilinear", align_corners=True),
    "interpolate.bilinear.recompute": lambda: F.interpolate(x2, scale_factor=1.3, mode="bilinear", recompute_scale_factor=True),
    "interpolate.bilinear.antialias": lambda: F.interpolate(x2, size=(4, 5), mode="bilinear", antialias=True),
    "interpolate.bicubic": lambda: F.interpolate(x2, scale_factor=1.3, mode="bicubic"),
    "interpolate.trilinear": lambda: F.interpolate(x3, size=(4, 9, 11), mode="trilinear"),
    "interpolate.area": lambda: F.interpolate(x2, size=(3, 5), mode="area"),
    "pad.constant": lambda: F.pad(x2, (1, 2, 3, 0), value=0.5),
    "pad.reflect": lambda: F.pad(x2, (1, 2, 3, 0), mode="reflect"),
    "pad.replicate": lambda: F.pad(x2, (1, 2, 3, 0), mode="replicate"),
    "pad.circular": lambda: F.pad(x2, (1, 2, 3, 0), mode="circular"),
    "grid_sample": lambda: F.grid_sample(x2, F.affine_grid(ramp(2, 2, 3), [2, 3, 6, 5], align_corners=False), padding_mode="border", align_corners=False),
    "grid_sample.nearest": lambda: F.grid_sample(x2, F.affine_grid(ramp(2, 2, 3), [2, 3, 6, 5], align_corners=True), mode="nearest", padding_mode="reflection", align_corners=True),
    "pixel_shuffle": lambda: F.pixel_shuffle(ramp(1, 8, 3, 4), 2),
    "cross_entropy": lambda: F.cross_entropy(x2, (ramp(2, 8, 10) * 16).long() % 3),
    "cross_entropy.weights": lambda: F.cross_entropy(x2, (ramp(2, 8, 10) * 16).long() % 3, weight=w.abs(), ignore_index=1, reduction="sum", label_smoothing=0.1),
    "nll_loss": lambda: F.nll_loss(F.log_softmax(x2, 1), (ramp(2, 8, 10) * 16).long() % 3),
    "binary_cross_entropy": lambda: F.binary_cross_entropy(torch.sigmoid(x2), (x2 > 0).float()),
    "binary_cross_entropy_with_logits": lambda: F.binary_cross_entropy_with_logits(x2, (x2 > 0.5).float(), pos_weight=torch.full((10,), 2.0)),
    "mse_loss": lambda: F.mse_loss(x2, ramp(2, 3, 8, 10, seed=3), reduction="none"),
    "l1_loss": lambda: F.l1_loss(x2, ramp(2, 3, 8, 10, seed=3)),
    "smooth_l1_loss": lambda: F.smooth_l1_loss(x2, ramp(2, 3, 8, 10, seed=3), beta=0.5),
    "huber_loss": lambda: F.huber_loss(x2, ramp(2, 3, 8, 10, seed=3), delta=0.5),
    "kl_div": lambda: F.kl_div(F.log_softmax(x2, 1), F.log_softmax(ramp(2, 3, 8, 10, seed=3), 1), reduction="sum", log_target=True),
    "one_hot": lambda: F.one_hot((ramp(5, 4) * 16).long() % 3, 4).float(),
    "conv2d.reflect": lambda: weighted(nn.Conv2d(3, 4, 3, padding=2, padding_mode="reflect"))(x2),
    "conv2d.same.circular": lambda: weighted(nn.Conv2d(3, 4, (2, 3), padding="same", padding_mode="circular"))(x2),
    "conv_transpose2d.output_size": lambda: weighted(nn.ConvTranspose2d(3, 2, 3, stride=3, padding=1))(x2, output_size=[23, 29]),
    "batch_norm.module": lambda: normed(nn.BatchNorm2d(3)),
    "batch_norm.cumulative": lambda: normed(nn.BatchNorm2d(3, momentum=None)),
    "instance_norm.module": lambda: normed(nn.InstanceNorm2d(3, affine=True, track_running_stats=True)),
}


def weighted(module):
    with torch.no_grad():
        for i, p in enumerate(module.parameters()):
            p.copy_(ramp(*p.shape, seed=i))
    return module


def normed(module):
    weighted(module)
    for k in range(3):
        module(ramp(2, 3, 8, 10, seed=k))
    module.eval()
    return torch.cat([module(x2).reshape(-1), module.running_mean, module.running_var, module.num_batches_tracked.float().reshape(1)])


for name, f in functions.items():
    out("F." + name, f())

for p in (0.3, 0.5):
    torch.manual_seed(20)
    out(f"dropout.{p}", F.dropout(x2, p), F.dropout2d(x2, p))


def train(name, make):
    ps = [nn.Parameter(ramp(7, 5)), nn.Parameter(ramp(11, seed=4)), nn.Parameter(ramp(3))]
    o = make(ps)
    for t in range(20):
        for k, p in enumerate(ps[:2]):
            p.grad = ramp(*p.shape, seed=13 * t + k) / 4
        o.step()
    out("optim." + name, *ps)


train("adam", lambda ps: torch.optim.Adam(ps))
train("adam.all", lambda ps: torch.optim.Adam(ps, lr=0.01, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1, amsgrad=True, maximize=True))
train("adamw", lambda ps: torch.optim.AdamW(ps, lr=0.01, weight_decay=0.05))
train("adamw.amsgrad", lambda ps: torch.optim.AdamW(ps, weight_decay=0.01, amsgrad=True))
train("sgd", lambda ps: torch.optim.SGD(ps, lr=0.1))
train("sgd.momentum", lambda ps: torch.optim.SGD(ps, lr=0.1, momentum=0.9, dampening=0.2, weight_decay=0.01, maximize=True))
train("sgd.nesterov", lambda ps: torch.optim.SGD(ps, lr=0.1, momentum=0.9, weight_decay=0.01, nesterov=True))
train("groups", lambda ps: torch.optim.Adam([{"params": ps[:1], "lr": 0.1}, {"params": ps[1:], "betas": (0.5, 0.9)}], lr=0.01))


def schedule(name, make, drive=lambda s, t: s.step()):
    o = torch.optim.SGD([{"params": [nn.Parameter(ramp(3))], "lr": 0.5}, {"params": [nn.Parameter(ramp(2))]}], lr=0.1)
    s = make(o)
    rates = []
    for t in range(25):
        rates += [g["lr"] for g in o.param_groups]
        o.step()
        drive(s, t)
    out("lr." + name, torch.tensor(rates, dtype=torch.float64))


schedule("step", lambda o: sched.StepLR(o, 4, 0.3))
schedule("multistep", lambda o: sched.MultiStepLR(o, [3, 7, 7, 15], 0.5))
schedule("exponential", lambda o: sched.ExponentialLR(o, 0.9))
schedule("cosine", lambda o: sched.CosineAnnealingLR(o, 10, 0.01))
schedule("linear", lambda o: sched.LinearLR(o, 0.2, 0.9, 8))
schedule("polynomial", lambda o: sched.PolynomialLR(o, 20, 0.9))
schedule("lambda", lambda o: sched.LambdaLR(o, lambda e: 0.95 ** e))
schedule("plateau", lambda o: sched.ReduceLROnPlateau(o, "min", 0.5, 2, cooldown=1, min_lr=0.02),
         lambda s, t: s.step([5, 4, 3, 3, 3, 3, 3, 2.9999, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1][t]))
schedule("plateau.max", lambda o: sched.ReduceLROnPlateau(o, "max", 0.1, 1, threshold=0.1, threshold_mode="abs"),
         lambda s, t: s.step([0.1, 0.5, 0.55, 0.58, 0.7, 0.75][t % 6]))


def clipped(name, norm_type):
    ps = [nn.Parameter(ramp(7, 5)), nn.Parameter(ramp(11))]
    for k, p in enumerate(ps):
        p.grad = ramp(*p.shape, seed=k)
    norm = nn.utils.clip_grad_norm_(ps, 1.5, norm_type)
    out(name, norm.double().reshape(1), *(p.grad for p in ps))


clipped("clip.2", 2.0)
clipped("clip.1", 1.0)
clipped("clip.inf", float("inf"))
fused = nn.utils.fusion.fuse_conv_bn_weights(ramp(3, 2, 3, 3), ramp(3), ramp(3, seed=1), ramp(3, seed=2).abs(), 1e-5, ramp(3, seed=3), ramp(3, seed=4))
out("fuse", *fused)


class Net(nn.Module):
    """Two levels, a skip, batch normalisation, two heads.

    No bias before a normalisation: its gradient is rounding noise, which Adam blows up to full steps.
    """

    def __init__(self):
        super().__init__()
        self.down = nn.Sequential(nn.Conv2d(2, 6, 3, padding=1, bias=False), nn.BatchNorm2d(6), nn.ReLU())
        self.pool = nn.MaxPool2d(2)
        self.inner = nn.ModuleList([nn.Conv2d(6, 8, 3, padding=1, bias=False), nn.BatchNorm2d(8)])
        self.up = nn.Upsample(scale_factor=2.0, mode="bilinear", align_corners=True)
        self.head = nn.Conv2d(14, 3, 1)
        self.deep = nn.Conv2d(8, 3, 1)

    def forward(self, x):
        d = self.down(x)
        i = F.relu(self.inner[1](self.inner[0](self.pool(d))))
        u = self.up(i)
        return self.head(torch.cat([d, u], 1)), self.up(self.deep(i))


torch.manual_seed(30)
net = Net()
adam = torch.optim.Adam(net.parameters(), lr=0.01)
x, y = ramp(2, 2, 16, 16), (ramp(2, 16, 16) * 16).long() % 3
losses = []
for _ in range(6):
    adam.zero_grad()
    one, two = net(x)
    loss = F.cross_entropy(one, y) + 0.5 * F.cross_entropy(two, y)
    loss.backward()
    adam.step()
    losses.append(loss.detach())
out("net.losses", torch.stack(losses))
out("net.state", *(t.float() for t in net.state_dict().values()))
