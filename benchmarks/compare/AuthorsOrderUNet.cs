using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components.Compare;

/// <summary>
/// The network of <c>peers/attention_unet.py</c>, operator for operator and in the same order of construction, so that a
/// seed gives both the same weights, losses and gradients. It shows what TorchSharp itself costs; ours are elsewhere.
/// </summary>
internal sealed class AuthorsOrderUNet : nn.Module<Tensor, Tensor[]>
{
    private readonly ModuleList<Sequential> down = new();
    private readonly ModuleList<Sequential> up = new();
    private readonly ModuleList<Gate> gates = new();
    private readonly ModuleList<Sequential> merge = new();
    private readonly ModuleList<Conv2d> heads = new();

    public AuthorsOrderUNet(int inputs = 2, int classes = 3, int @base = 32) : base(nameof(AuthorsOrderUNet))
    {
        int[] widths = Enumerable.Range(0, 5).Select(level => @base << level).ToArray();
        for (int level = 0; level < 5; level++) down.Add(Block(level == 0 ? inputs : widths[level - 1], widths[level]));
        for (int level = 0; level < 4; level++) up.Add(Rise(widths[level + 1], widths[level]));
        for (int level = 0; level < 4; level++) gates.Add(new Gate(widths[level], Math.Max(widths[level] / 2, 32)));
        for (int level = 0; level < 4; level++) merge.Add(Block(2 * widths[level], widths[level]));
        for (int level = 0; level < 4; level++) heads.Add(nn.Conv2d(widths[level], classes, 1));
        RegisterComponents();
    }

    public override Tensor[] forward(Tensor x)
    {
        var skips = new List<Tensor>();
        for (int level = 0; level < 5; level++)
        {
            x = down[level].call(level == 0 ? x : F.max_pool2d(x, 2));
            skips.Add(x);
        }
        var outputs = new List<Tensor>();
        for (int level = 3; level >= 0; level--)
        {
            x = up[level].call(x);
            x = merge[level].call(cat([gates[level].call(x, skips[level]), x], 1));
            Tensor full = level == 0
                ? x
                : F.interpolate(x, scale_factor: [1 << level, 1 << level], mode: InterpolationMode.Bilinear, align_corners: true);
            outputs.Add(heads[level].call(full));
        }
        return [.. outputs];
    }

    /// <summary>The loss of the peer: one-hot targets per head, Dice summed over the classes, plus cross-entropy.</summary>
    internal static Tensor Loss(Tensor[] outputs, Tensor target, double[] weights, double ce = 0.25)
    {
        Tensor? total = null;
        for (int head = 0; head < outputs.Length; head++)
        {
            long classes = outputs[head].size(1);
            Tensor probability = F.softmax(outputs[head], 1);
            Tensor oneHot = F.one_hot(target, classes).movedim([-1L], [1L]).to(float32);
            Tensor? dice = null;
            for (int c = 0; c < classes; c++)
            {
                Tensor d = Dice(probability[TensorIndex.Colon, c], oneHot[TensorIndex.Colon, c]);
                dice = dice is null ? d : dice + d;
            }
            Tensor weighted = weights[head] * (dice! + ce * F.cross_entropy(outputs[head], target));
            total = total is null ? weighted : total + weighted;
        }
        return total!;
    }

    private static Tensor Dice(Tensor probability, Tensor target, double epsilon = 1e-5)
    {
        long n = target.size(0);
        Tensor p = probability.reshape(n, -1), t = target.reshape(n, -1);
        return 1 - ((2 * (p * t).sum(1) + epsilon) / (p.sum(1) + t.sum(1) + epsilon)).sum() / n;
    }

    private static Sequential Block(int inputs, int outputs) => nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding: 1), nn.BatchNorm2d(outputs), nn.ReLU(inplace: true),
        nn.Conv2d(outputs, outputs, 3, padding: 1), nn.BatchNorm2d(outputs), nn.ReLU(inplace: true));

    private static Sequential Rise(int inputs, int outputs) => nn.Sequential(
        nn.Upsample(scale_factor: [2, 2]), nn.Conv2d(inputs, outputs, 3, padding: 1), nn.BatchNorm2d(outputs), nn.ReLU(inplace: true));

    private sealed class Gate : nn.Module<Tensor, Tensor, Tensor>
    {
        private readonly Sequential gate;
        private readonly Sequential skip;
        private readonly Sequential attention;

        public Gate(int width, int inner) : base(nameof(Gate))
        {
            gate = nn.Sequential(nn.Conv2d(width, inner, 1), nn.BatchNorm2d(inner));
            skip = nn.Sequential(nn.Conv2d(width, inner, 1), nn.BatchNorm2d(inner));
            attention = nn.Sequential(nn.Conv2d(inner, 1, 1), nn.BatchNorm2d(1), nn.Sigmoid());
            RegisterComponents();
        }

        public override Tensor forward(Tensor gateInput, Tensor skipInput)
            => skipInput * attention.call(F.relu(gate.call(gateInput) + skip.call(skipInput), inplace: true));
    }
}
