using Awsnet.Components.TestKit;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Parity;

/// <summary>
/// One training step of the paper's network and loss with the operators of the authors' code in its order: features are
/// up-sampled before the heads project them, Dice goes class by class over one-hot targets, ReLU works in place. The same
/// program as peer.py, and only a yardstick of the torch layer: the components compute the same numbers in a better order.
/// </summary>
internal sealed class AuthorsOrderStep
{
    private const int Batch = 2, Size = 64, Classes = 3;
    private static readonly int[] Widths = [32, 64, 128, 256, 512];
    private static readonly double[] Alphas = [0.156, 0.2, 0.24, 0.404];
    private readonly SortedDictionary<string, Tensor> weights = new(StringComparer.Ordinal);

    /// <summary>Runs the step and gives the loss, then the gradient of each weight in ordinal order of the names.</summary>
    public IEnumerable<Tensor> Run()
    {
        Tensor image = Formula.Tensor("image", Batch, 2, Size, Size).to(ScalarType.Float32);
        Tensor labels = Formula.Labels("labels", Classes, Batch, Size, Size);
        Tensor oneHot = F.one_hot(labels, Classes).permute(0, 3, 1, 2).contiguous().to(ScalarType.Float32);
        Tensor[] heads = Network(image);
        Tensor[] dices = [.. heads.Select(head => Dice(head, oneHot))];
        Tensor[] entropies = [.. heads.Select(head => F.cross_entropy(head, labels))];
        Tensor[] losses = [.. entropies.Zip(dices, (entropy, dice) => 0.25 * entropy + 1 * dice)];
        Tensor total = Alphas[0] * losses[0] + Alphas[1] * losses[1] + Alphas[2] * losses[2] + Alphas[3] * losses[3];
        total.backward();
        return weights.Values.Select(weight => weight.grad!).Prepend(total.detach());
    }

    private Tensor[] Network(Tensor x)
    {
        var skips = new List<Tensor>();
        for (int level = 0; level < Widths.Length; level++)
        {
            x = Block($"e{level}", level > 0 ? F.max_pool2d(x, 2L, 2L) : x, Widths[level]);
            skips.Add(x);
        }
        var decoded = new List<Tensor>();
        for (int level = 3; level >= 0; level--)
        {
            int width = Widths[level];
            x = F.interpolate(x, scale_factor: [2.0, 2.0], mode: InterpolationMode.Nearest);
            x = F.relu(Normalize($"u{level}.n", Convolve($"u{level}.c", x, width, 3)), inplace: true);
            x = cat([Gate($"g{level}", x, skips[level], level > 0 ? width / 2 : 32), x], 1);
            x = Block($"d{level}", x, width);
            decoded.Add(x);
        }
        double[] scales = [8, 4, 2];
        return
        [
            .. scales.Select((scale, i) => Convolve($"h{3 - i}", F.interpolate(
                decoded[i], scale_factor: [scale, scale], mode: InterpolationMode.Bilinear, align_corners: true), Classes, 1)),
            Convolve("h0", decoded[3], Classes, 1),
        ];
    }

    private Tensor Block(string name, Tensor x, int width)
    {
        x = F.relu(Normalize(name + ".n1", Convolve(name + ".c1", x, width, 3)), inplace: true);
        return F.relu(Normalize(name + ".n2", Convolve(name + ".c2", x, width, 3)), inplace: true);
    }

    private Tensor Gate(string name, Tensor g, Tensor x, int middle)
    {
        Tensor wanted = Normalize(name + ".ng", Convolve(name + ".g", g, middle, 1));
        Tensor offered = Normalize(name + ".nx", Convolve(name + ".x", x, middle, 1));
        Tensor agreement = F.relu(wanted + offered, inplace: true);
        return x * sigmoid(Normalize(name + ".np", Convolve(name + ".p", agreement, 1, 1)));
    }

    private static Tensor Dice(Tensor logits, Tensor oneHot)
    {
        Tensor probabilities = F.softmax(logits, 1);
        Tensor? total = null;
        for (int c = 0; c < Classes; c++)
        {
            Tensor p = probabilities.select(1, c).reshape(Batch, -1), t = oneHot.select(1, c).reshape(Batch, -1);
            Tensor score = (2 * (p * t).sum(1) + 1e-5) / (p.sum(1) + t.sum(1) + 1e-5);
            Tensor loss = 1 - score.sum() / Batch;
            total = total is null ? 0 + loss : total + loss;
        }
        return total!;
    }

    private Tensor Convolve(string name, Tensor x, int outside, int kernel)
    {
        long inside = x.shape[1];
        Tensor weight = Weight(name + ".weight", key => Formula.Tensor(key, outside, inside, kernel, kernel) / Math.Sqrt(inside * kernel * kernel));
        Tensor bias = Weight(name + ".bias", key => Formula.Tensor(key, outside) * 0.1);
        return F.conv2d(x, weight, bias, padding: [kernel / 2, kernel / 2]);
    }

    private Tensor Normalize(string name, Tensor x)
    {
        long channels = x.shape[1];
        Tensor scale = Weight(name + ".weight", key => Formula.Tensor(key, channels) * 0.5 + 1);
        Tensor shift = Weight(name + ".bias", key => Formula.Tensor(key, channels) * 0.1);
        return F.batch_norm(x, zeros(channels), ones(channels), scale, shift, training: true, momentum: 0.1, eps: 1e-5);
    }

    private Tensor Weight(string name, Func<string, Tensor> make)
    {
        if (!weights.TryGetValue(name, out Tensor? weight))
            weights.Add(name, weight = make(name).to(ScalarType.Float32).requires_grad_());
        return weight;
    }
}
