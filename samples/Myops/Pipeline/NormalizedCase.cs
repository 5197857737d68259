namespace Awsnet.Components.Myops;

/// <summary>A case as CASN sees it: each sequence scaled so that the 1st and 99th percentile of its middle are 0 and 1.</summary>
internal sealed class NormalizedCase
{
    private readonly IReadOnlyList<float[]> sequences;

    private NormalizedCase(MyoPsVolume source, PixelBox crop, IReadOnlyList<float[]> sequences)
    {
        Source = source;
        Crop = crop;
        this.sequences = sequences;
    }

    public MyoPsVolume Source { get; }

    /// <summary>The middle of each slice, the first network's field of view.</summary>
    public PixelBox Crop { get; }

    public static NormalizedCase Create(MyoPsVolume source, int cropSize)
    {
        var crop = PixelBox.Centered(source.Height, source.Width, cropSize, cropSize);
        var middle = new byte[source.Height * source.Width];
        if (crop.ClipTo(source.Height, source.Width) is { } seen)
        {
            for (var y = seen.Top; y < seen.Bottom; y++) middle.AsSpan((y * source.Width) + seen.Left, seen.Width).Fill(1);
        }

        var mask = new byte[source.C0.Length];
        for (var z = 0; z < source.Slices; z++) middle.CopyTo(source.Slice(mask, z));
        return new NormalizedCase(source, crop, [Scaled(source.C0), Scaled(source.De), Scaled(source.T2)]);

        float[] Scaled(float[] sequence)
        {
            var values = sequence.ToArray();
            Normalize.Percentiles(values, 1, 99, mask);
            return values;
        }
    }

    /// <summary>The three sequences of a slice on a network's grid, [3, size, size].</summary>
    public float[] Slice(int slice, GridMapping mapping)
    {
        var size = mapping.Height * mapping.Width;
        var image = new float[3 * size];
        // Bilinear sampling skips pixels when it shrinks much; the mean over the new pixel does not.
        var resampling = mapping.Box.Height > mapping.Height ? Resampling.Area : Resampling.Bilinear;
        for (var channel = 0; channel < 3; channel++)
            mapping.ImageToNetwork(Source.Slice(sequences[channel], slice), image.AsSpan(channel * size, size), resampling);
        return image;
    }
}
