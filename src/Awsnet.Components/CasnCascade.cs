using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>One call of CASN: images on their own grid, which both networks see parts of.</summary>
internal sealed class CasnCascade
{
    private readonly DeepSupervisedUNet locate;
    private readonly IReadOnlyList<DeepSupervisedUNet> segment;
    private readonly CasnOptions options;
    private readonly Device device;
    private readonly int count, channels, height, width;
    private readonly float[] pixels;
    private readonly byte[] located, ventricle, blood;
    private readonly bool tellsBlood;
    private readonly PixelBox?[] regions;
    private double marked, leftOut;

    public CasnCascade(DeepSupervisedUNet locate, IReadOnlyList<DeepSupervisedUNet> segment, Tensor images, CasnOptions options)
    {
        this.locate = locate;
        this.segment = segment;
        this.options = options;
        device = images.device;
        (count, channels, height, width) = ((int)images.shape[0], (int)images.shape[1], (int)images.shape[2], (int)images.shape[3]);
        pixels = [.. images.to(ScalarType.Float32).cpu().contiguous().data<float>()];
        located = new byte[count * height * width];
        ventricle = new byte[located.Length];
        tellsBlood = segment[0].Options.Classes > 2;
        blood = new byte[tellsBlood ? located.Length : 0];
        regions = new PixelBox?[count];
    }

    public CasnResult Run()
    {
        int length = options.OneHeart ? count : 1;
        for (int first = 0; first < count; first += length)
            SegmentHeart(first, length);
        return new CasnResult(Mask(ventricle), Mask(located), regions, marked == 0 ? 0 : leftOut / marked)
        {
            Blood = tellsBlood ? Mask(blood) : null,
        };
    }

    private void SegmentHeart(int first, int length)
    {
        Span<byte> seen = Of(located, first, length), found = Of(ventricle, first, length);
        var (all, share) = Mark([locate], first, length, Casn.LocateRegion(height, width, options), seen, []);
        PixelBox? rectangle = PixelBox.FromMask(seen, height, width);
        byte[] better = new byte[found.Length], betterBlood = new byte[tellsBlood ? found.Length : 0];
        for (int pass = 0; pass < options.Passes && rectangle is { } around; pass++)
        {
            GridMapping region = Casn.SegmentRegion(around, height, width, options);
            var (newly, newShare) = Mark(segment, first, length, region, better, betterBlood);
            Array.Fill(regions, region.Box, first, length);
            rectangle = PixelBox.FromMask(better, height, width);
            if (rectangle is null)
                break;
            better.CopyTo(found);
            if (tellsBlood)
                betterBlood.CopyTo(Of(blood, first, length));
            (all, share) = (newly, newShare);
        }
        marked += all;
        leftOut += all * share;
    }

    /// <summary>
    /// Marks what the mean of the networks' probabilities is at least a half for; and within it the blood, where that is likelier than
    /// wall.
    /// </summary>
    /// <returns>How many pixels that is, and the share of them that was left out as no part of one object.</returns>
    private (int Marked, double LeftOut) Mark(
        IReadOnlyList<DeepSupervisedUNet> networks, int first, int length, GridMapping region, Span<byte> mask, Span<byte> bloodMask)
    {
        int plane = height * width, size = region.Height * region.Width;
        var inputs = new float[length * channels * size];
        for (int i = 0; i < length * channels; i++)
            Casn.ToNetwork(region, pixels.AsSpan(((first * channels) + i) * plane, plane), inputs.AsSpan(i * size, size));
        float[][] means = Means(networks, inputs, length, region);
        float[] probabilities = ToOriginal(means[0]);
        double share = 0;
        if (options.KeepOneObject)
            share = ConnectedComponents.KeepOneObject(probabilities, height, width, mask);
        else
        {
            for (int i = 0; i < probabilities.Length; i++)
                mask[i] = probabilities[i] >= 0.5f ? (byte)1 : (byte)0;
        }
        if (!bloodMask.IsEmpty)
        {
            float[] ofBlood = ToOriginal(means[1]);
            for (int i = 0; i < ofBlood.Length; i++)
                bloodMask[i] = mask[i] == 1 && 2 * ofBlood[i] > probabilities[i] ? (byte)1 : (byte)0;
        }
        return (probabilities.Count(probability => probability >= 0.5f), share);

        float[] ToOriginal(float[] mean)
        {
            var original = new float[length * plane];
            for (int i = 0; i < length; i++)
                region.ImageToOriginal(mean.AsSpan(i * size, size), original.AsSpan(i * plane, plane));
            return original;
        }
    }

    /// <summary>The mean of the networks' probabilities, [length, region]: of the ventricle, and of its blood where they tell it.</summary>
    private float[][] Means(IReadOnlyList<DeepSupervisedUNet> networks, float[] inputs, int length, GridMapping region)
    {
        using var scope = NewDisposeScope();
        Tensor seen = tensor(inputs, [length, channels, region.Height, region.Width]).to(device);
        Tensor? mean = null;
        foreach (DeepSupervisedUNet network in networks)
        {
            Tensor share = Asan.Probabilities(network, seen, options.Mirrored) / networks.Count;
            mean = mean is null ? share : mean + share;
        }
        long classes = mean!.shape[1];
        Tensor ventricles = mean.narrow(1, 1, classes - 1).sum(1L);
        return classes == 2 ? [Values(ventricles)] : [Values(ventricles), Values(mean.select(1, 2))];

        static float[] Values(Tensor tensor) => [.. tensor.cpu().contiguous().data<float>()];
    }

    private Tensor Mask(byte[] mask) => tensor(mask, [count, height, width]).to(ScalarType.Bool).to(device).MoveToOuterDisposeScope();

    private Span<byte> Of(byte[] mask, int first, int length) => mask.AsSpan(first * height * width, length * height * width);
}
