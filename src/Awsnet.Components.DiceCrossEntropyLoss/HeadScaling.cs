using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components;

/// <summary>Brings heads and a target to one size. Scaled targets are kept for the next head of the size.</summary>
internal sealed class HeadScaling(Tensor target, HeadResolution resolution)
{
    private readonly Dictionary<string, Tensor> targets = [];

    /// <summary>Where the target's spatial axes begin: labels are [N, …], probabilities [N, C, …].</summary>
    private int FirstAxis => target.is_floating_point() ? 2 : 1;

    /// <summary>A head and the target at one size.</summary>
    public (Tensor Logits, Tensor Target) Fit(Tensor logits)
    {
        // What does not fit at all is refused by the loss, which knows why.
        bool isComparable = logits.Dimensions >= 3 && logits.Dimensions - 2 == target.Dimensions - FirstAxis
            && logits.NumberOfElements > 0 && target.NumberOfElements > 0;
        if (!isComparable || logits.shape.AsSpan(2).SequenceEqual(target.shape.AsSpan(FirstAxis)))
            return (logits, target);
        long[] full = target.shape[FirstAxis..];
        return resolution switch
        {
            HeadResolution.TargetToHead => (logits, TargetAt(logits.shape[2..])),
            HeadResolution.HeadToTargetLinear => (Linear(logits, full), target),
            HeadResolution.HeadToTargetNearest => (Nearest(logits, 2, full), target),
            _ => throw new ArgumentException(
                $"The resolution is {resolution}; give TargetToHead, HeadToTargetLinear or HeadToTargetNearest.", nameof(resolution)),
        };
    }

    private Tensor TargetAt(long[] size)
    {
        string key = string.Join(' ', size);
        if (!targets.TryGetValue(key, out Tensor? scaled))
            targets.Add(key, scaled = Nearest(target, FirstAxis, size));
        return scaled;
    }

    private static Tensor Linear(Tensor logits, long[] size)
    {
        InterpolationMode mode = size.Length switch
        {
            1 => InterpolationMode.Linear,
            2 => InterpolationMode.Bilinear,
            3 => InterpolationMode.Trilinear,
            _ => throw new ArgumentException(
                $"Logits are [{string.Join(", ", logits.shape)}]; linear scaling takes 1 to 3 spatial axes. Use HeadToTargetNearest."),
        };
        return F.interpolate(logits, size, mode: mode, align_corners: false);
    }

    private static Tensor Nearest(Tensor tensor, int firstAxis, long[] size)
    {
        for (int axis = 0; axis < size.Length; axis++)
        {
            long from = tensor.shape[firstAxis + axis], to = size[axis];
            if (from == to)
                continue;
            // In the precision of PyTorch, so that a pixel on the edge between two falls to the same one.
            float scale = (float)from / to;
            long[] places = new long[to];
            for (long i = 0; i < to; i++)
                places[i] = Math.Min((long)MathF.Floor((float)((i + 0.5) * scale)), from - 1);
            tensor = tensor.index_select(firstAxis + axis, torch.tensor(places, device: tensor.device));
        }
        return tensor;
    }
}
