using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Peers;

/// <summary>The cases of peer.py, by name.</summary>
internal static partial class PeerCases
{
    public static IReadOnlyDictionary<string, Func<Tensor[]>> All { get; } =
        Initialisations().Concat(Functions()).Concat(Training()).ToDictionary(one => one.Name, one => one.Compute);

    /// <summary>Small multiples of 1/16 without a visible pattern.</summary>
    internal static Tensor Ramp(long[] shape, long seed = 0)
    {
        long count = shape.Aggregate(1L, (product, size) => product * size);
        var values = new float[count];
        for (long i = 0; i < count; i++)
        {
            long at = i + seed;
            values[i] = ((at * 37 + at * at * 5) % 61 - 30) / 16f;
        }
        return tensor(values).reshape(shape);
    }

    private static (string Name, Func<Tensor[]> Compute) Case(string name, Func<Tensor> compute) => (name, () => [compute()]);

    private static (string Name, Func<Tensor[]> Compute) Seeded(string name, long seed, Func<Module> make) => (name, () =>
    {
        manual_seed(seed);
        return [.. make().state_dict().Values];
    }
    );

    private static (string Name, Func<Tensor[]> Compute) Filled(string name, long seed, long[] shape, Func<Tensor, Tensor> fill) => Case(name, () =>
    {
        manual_seed(seed);
        return fill(empty(shape));
    });

    private static IEnumerable<(string Name, Func<Tensor[]> Compute)> Initialisations() =>
    [
        Seeded("init.conv1d", 1, () => Conv1d(3, 5, 3)),
        Seeded("init.conv2d", 2, () => Conv2d(3, 8, 3)),
        Seeded("init.conv2d.groups", 3, () => Conv2d(4, 8, (3, 5), groups: 2, bias: false)),
        Seeded("init.conv3d", 4, () => Conv3d(2, 3, 3)),
        Seeded("init.conv_transpose2d", 5, () => ConvTranspose2d(4, 6, 2, stride: 2)),
        Seeded("init.linear", 6, () => Linear(10, 4)),
        Seeded("init.sequence", 7, () => Sequential(Conv2d(1, 2, 3), BatchNorm2d(2), PReLU(2), Linear(4, 3), GroupNorm(1, 2), LayerNorm(3))),
        Filled("init.xavier_uniform", 8, [6, 4, 3, 3], t => init.xavier_uniform_(t, gain: 1.5)),
        Filled("init.kaiming_uniform.relu.fan_out", 9, [6, 4, 3, 3], t => init.kaiming_uniform_(t, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU)),
        Filled("init.kaiming_normal", 10, [6, 4, 3, 3], t => init.kaiming_normal_(t, a: 0.1)),
        Filled("init.xavier_normal", 11, [20, 30], t => init.xavier_normal_(t)),
        Filled("init.trunc_normal", 12, [20, 30], t => init.trunc_normal_(t, mean: 0.5, std: 0.7, a: -1.0, b: 1.5)),
        Filled("init.orthogonal.wide", 13, [4, 2, 3], t => init.orthogonal_(t, gain: 2.0)),
        Filled("init.orthogonal.tall", 14, [9, 4], t => init.orthogonal_(t)),
        Filled("init.eye", 15, [3, 5], init.eye_),
    ];
}
