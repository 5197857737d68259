using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.optim;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Peers;

internal static partial class PeerCases
{
    private static readonly double[] plateau = [5, 4, 3, 3, 3, 3, 3, 2.9999, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1];
    private static readonly double[] rising = [0.1, 0.5, 0.55, 0.58, 0.7, 0.75];

    private static IEnumerable<(string Name, Func<Tensor[]> Compute)> Training() =>
    [
        Trained("adam", ps => Adam(ps)),
        Trained("adam.all", ps => Adam(ps, 0.01, 0.8, 0.95, 1e-6, 0.1, amsgrad: true, maximize: true)),
        Trained("adamw", ps => AdamW(ps, 0.01, weight_decay: 0.05)),
        Trained("adamw.amsgrad", ps => AdamW(ps, weight_decay: 0.01, amsgrad: true)),
        Trained("sgd", ps => SGD(ps, 0.1)),
        Trained("sgd.momentum", ps => SGD(ps, 0.1, 0.9, 0.2, 0.01, maximize: true)),
        Trained("sgd.nesterov", ps => SGD(ps, 0.1, 0.9, weight_decay: 0.01, nesterov: true)),
        Trained("groups", ps => Adam(
        [
            new Adam.ParamGroup(ps[..1], new Adam.Options { LearningRate = 0.1 }),
            new Adam.ParamGroup(ps[1..], new Adam.Options { beta1 = 0.5, beta2 = 0.9 }),
        ], 0.01)),
        Scheduled("step", o => lr_scheduler.StepLR(o, 4, 0.3)),
        Scheduled("multistep", o => lr_scheduler.MultiStepLR(o, [3, 7, 7, 15], 0.5)),
        Scheduled("exponential", o => lr_scheduler.ExponentialLR(o, 0.9)),
        Scheduled("cosine", o => lr_scheduler.CosineAnnealingLR(o, 10, 0.01)),
        Scheduled("linear", o => lr_scheduler.LinearLR(o, 0.2, 0.9, 8)),
        Scheduled("polynomial", o => lr_scheduler.PolynomialLR(o, 20, 0.9)),
        Scheduled("lambda", o => lr_scheduler.LambdaLR(o, epoch => Math.Pow(0.95, epoch))),
        Scheduled("plateau", o => lr_scheduler.ReduceLROnPlateau(o, "min", 0.5, 2, cooldown: 1, min_lr: [0.02]), t => plateau[t]),
        Scheduled("plateau.max", o => lr_scheduler.ReduceLROnPlateau(o, "max", 0.1, 1, 0.1, "abs"), t => rising[t % 6]),
        Clipped("clip.2", 2),
        Clipped("clip.1", 1),
        Clipped("clip.inf", double.PositiveInfinity),
        ("fuse", () =>
        {
            (Parameter weight, Parameter bias) = utils.fuse_conv_bn_weights(
                Ramp([3, 2, 3, 3]), Ramp([3]), Ramp([3], 1), Ramp([3], 2).abs(), 1e-5, Ramp([3], 3), Ramp([3], 4));
            return [weight, bias];
        }),
        ("net.losses", () => [TrainNet().Losses]),
        ("net.state", () => [.. TrainNet().State.Select(Float)]),
    ];

    private static (string, Func<Tensor[]>) Trained(string name, Func<Parameter[], Optimizer> make) => ("optim." + name, () =>
    {
        Parameter[] parameters = [new(Ramp([7, 5])), new(Ramp([11], 4)), new(Ramp([3]))];
        using Optimizer optimizer = make(parameters);
        for (int t = 0; t < 20; t++)
        {
            for (int k = 0; k < 2; k++) parameters[k].grad = Ramp(parameters[k].shape, 13 * t + k) / 4;
            optimizer.step();
        }
        return parameters;
    }
    );

    private static (string, Func<Tensor[]>) Scheduled(string name, Func<Optimizer, lr_scheduler.LRScheduler> make, Func<int, double>? measured = null) => ("lr." + name, () =>
    {
        using SGD optimizer = SGD([new SGD.ParamGroup([new Parameter(Ramp([3]))], 0.5), new SGD.ParamGroup { Parameters = [new Parameter(Ramp([2]))] }], 0.1);
        lr_scheduler.LRScheduler scheduler = make(optimizer);
        List<double> rates = [];
        for (int t = 0; t < 25; t++)
        {
            rates.AddRange(optimizer.ParamGroups.Select(group => group.LearningRate));
            optimizer.step();
            if (measured is null) scheduler.step();
            else scheduler.step(measured(t));
        }
        return [tensor(rates.ToArray())];
    }
    );

    private static (string, Func<Tensor[]>) Clipped(string name, double norm_type) => (name, () =>
    {
        Parameter[] parameters = [new(Ramp([7, 5])), new(Ramp([11]))];
        for (int k = 0; k < 2; k++) parameters[k].grad = Ramp(parameters[k].shape, k);
        double norm = utils.clip_grad_norm_(parameters, 1.5, norm_type);
        return [tensor(new[] { norm }), parameters[0].grad!, parameters[1].grad!];
    }
    );

    private static (Tensor Losses, IEnumerable<Tensor> State) TrainNet()
    {
        manual_seed(30);
        Net net = new();
        using Adam adam = Adam(net.parameters(), 0.01);
        Tensor x = Ramp([2, 2, 16, 16]), y = Modulo3(Ramp([2, 16, 16]));
        List<Tensor> losses = [];
        for (int i = 0; i < 6; i++)
        {
            adam.zero_grad();
            (Tensor one, Tensor two) = net.call(x);
            Tensor loss = F.cross_entropy(one, y) + 0.5 * F.cross_entropy(two, y);
            loss.backward();
            adam.step();
            losses.Add(loss.detach());
        }
        return (stack(losses), net.state_dict().Values);
    }

    /// <summary>Two levels, a skip, batch normalisation (no bias before it: its gradient is noise, which Adam blows up), two heads.</summary>
    private sealed class Net : Module<Tensor, (Tensor, Tensor)>
    {
        private readonly Sequential down = Sequential(Conv2d(2, 6, 3, padding: 1, bias: false), BatchNorm2d(6), ReLU());
        private readonly MaxPool2d pool = MaxPool2d(2);
        private readonly ModuleList<Module<Tensor, Tensor>> inner = ModuleList<Module<Tensor, Tensor>>(Conv2d(6, 8, 3, padding: 1, bias: false), BatchNorm2d(8));
        private readonly Upsample up = Upsample(scale_factor: [2.0, 2.0], mode: UpsampleMode.Bilinear, align_corners: true);
        private readonly Conv2d head = Conv2d(14, 3, 1);
        private readonly Conv2d deep = Conv2d(8, 3, 1);

        public Net() : base(nameof(Net)) => RegisterComponents();

        public override (Tensor, Tensor) forward(Tensor x)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor d = down.call(x);
            Tensor i = F.relu(inner[1].call(inner[0].call(pool.call(d))));
            Tensor u = up.call(i);
            return scope.MoveToOuter(head.call(cat([d, u], 1)), up.call(deep.call(i)));
        }
    }
}
