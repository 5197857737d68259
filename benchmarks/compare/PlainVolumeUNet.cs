using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components.Compare;

/// <summary>
/// A 3-D U-Net as a user would write it with TorchSharp's own layers: nearest up-sampling before its convolution, and each
/// supervised feature brought to full size before its head. It asks nothing of the allocator.
/// </summary>
internal sealed class PlainVolumeUNet : nn.Module<Tensor, Tensor[]>
{
    private readonly ModuleList<Sequential> down = new();
    private readonly ModuleList<Sequential> up = new();
    private readonly ModuleList<Sequential> merge = new();
    private readonly ModuleList<Conv3d> heads = new();
    private readonly (long D, long H, long W)[] pooling;

    public PlainVolumeUNet(
        int inputs, int classes, int[] widths, (long D, long H, long W)[] pooling, (long D, long H, long W)[] kernels)
        : base(nameof(PlainVolumeUNet))
    {
        this.pooling = pooling;
        for (int level = 0; level < widths.Length; level++)
            down.Add(Block(level == 0 ? inputs : widths[level - 1], widths[level], kernels[level]));
        for (int level = widths.Length - 2; level >= 0; level--)
        {
            (long d, long h, long w) = pooling[level];
            up.Add(nn.Sequential([nn.Upsample(scale_factor: [d, h, w]), .. Layer(widths[level + 1], widths[level], kernels[level])]));
            merge.Add(Block(2 * widths[level], widths[level], kernels[level]));
            heads.Add(nn.Conv3d(widths[level], classes, 1));
        }
        RegisterComponents();
    }

    public override Tensor[] forward(Tensor x)
    {
        long[] size = x.shape[2..];
        var skips = new List<Tensor>();
        for (int level = 0; level < down.Count; level++)
        {
            if (level > 0)
                x = F.max_pool3d(x, [pooling[level - 1].D, pooling[level - 1].H, pooling[level - 1].W]);
            x = down[level].call(x);
            skips.Add(x);
        }
        var outputs = new List<Tensor>();
        for (int step = 0; step < up.Count; step++)
        {
            x = merge[step].call(cat([skips[up.Count - 1 - step], up[step].call(x)], 1));
            Tensor full = step == up.Count - 1 ? x : F.interpolate(x, size, mode: InterpolationMode.Trilinear, align_corners: true);
            outputs.Add(heads[step].call(full));
        }
        return [.. outputs];
    }

    private static Sequential Block(int from, int to, (long D, long H, long W) kernel) =>
        nn.Sequential([.. Layer(from, to, kernel), .. Layer(to, to, kernel)]);

    private static nn.Module<Tensor, Tensor>[] Layer(int from, int to, (long D, long H, long W) kernel) =>
    [
        nn.Conv3d(from, to, kernel, padding: (kernel.D / 2, kernel.H / 2, kernel.W / 2)), nn.BatchNorm3d(to), nn.ReLU(inplace: true),
    ];
}
