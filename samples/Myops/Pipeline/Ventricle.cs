namespace Awsnet.Components.Myops;

/// <summary>The left ventricle's mask of a case, from CASN or from the annotation: what ASAN looks at.</summary>
internal sealed class Ventricle
{
    private Ventricle(byte[] mask, int height, int width)
    {
        Mask = mask;
        Height = height;
        Width = width;
    }

    /// <summary>[slice, y, x].</summary>
    public byte[] Mask { get; }

    public int Height { get; }

    public int Width { get; }

    public int Slices => Mask.Length / (Height * Width);

    /// <summary>The part of what was marked that was left out, because it is no part of one heart.</summary>
    public double LeftOut { get; private init; }

    /// <summary>Whether a slice shows the ventricle.</summary>
    public bool IsIn(int slice) => Slice(slice).ContainsAnyExcept((byte)0);

    public ReadOnlySpan<byte> Slice(int slice) => Mask.AsSpan(slice * Height * Width, Height * Width);

    /// <summary>The smallest rectangle around the ventricle in all slices, or null where there is none.</summary>
    public PixelBox? Rectangle() => PixelBox.FromMask(Mask, Height, Width);

    /// <summary>Dice of another outline of it on the same grid; 1 when both are empty.</summary>
    public double DiceTo(Ventricle other)
    {
        int both = 0, sum = 0;
        for (var i = 0; i < Mask.Length; i++)
        {
            both += Mask[i] & other.Mask[i];
            sum += Mask[i] + other.Mask[i];
        }

        return sum == 0 ? 1 : 2.0 * both / sum;
    }

    /// <summary>The annotated ventricle.</summary>
    public static Ventricle FromLabels(MyoPsVolume source)
    {
        var mask = new byte[source.Labels!.Length];
        MyoPsLabels.ToClasses(source.Labels, MyoPsTarget.LeftVentricle, mask);
        return new Ventricle(mask, source.Height, source.Width);
    }

    /// <summary>
    /// The ventricle in a network's probabilities [slice, y, x]. A stack shows one heart: where the slices, seen through each
    /// other, have several parts, the one with most probability is kept, and of that the largest part of each slice, without holes.
    /// </summary>
    public static Ventricle FromProbabilities(ReadOnlySpan<float> probabilities, int height, int width, double threshold = 0.5)
    {
        var plane = height * width;
        var mask = new byte[probabilities.Length];
        var seenThrough = new byte[plane];
        var weight = new float[plane];
        for (var i = 0; i < mask.Length; i++)
        {
            if (probabilities[i] < threshold) continue;
            mask[i] = 1;
            seenThrough[i % plane] = 1;
            weight[i % plane] += probabilities[i];
        }

        var marked = mask.Length - mask.AsSpan().Count((byte)0);
        var kept = 0;
        MaskComponents.KeepLargest(seenThrough, height, width, weight);
        for (var start = 0; start < mask.Length; start += plane)
        {
            var slice = mask.AsSpan(start, plane);
            for (var i = 0; i < plane; i++) slice[i] &= seenThrough[i];
            MaskComponents.KeepLargest(slice, height, width);
            kept += plane - slice.Count((byte)0);
            MaskComponents.FillHoles(slice, height, width);
        }

        return new Ventricle(mask, height, width) { LeftOut = marked == 0 ? 0 : 1 - ((double)kept / marked) };
    }
}
