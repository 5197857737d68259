using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>A case as CASN sees it: each sequence scaled so that the 1st and 99th percentile of its middle are 0 and 1.</summary>
internal sealed class NormalizedCase
{
    private readonly IReadOnlyList<float[]> sequences;

    private NormalizedCase(MyoPsVolume source, IReadOnlyList<float[]> sequences)
    {
        Source = source;
        this.sequences = sequences;
    }

    public MyoPsVolume Source { get; }

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
        return new NormalizedCase(source, [Scaled(source.C0), Scaled(source.De), Scaled(source.T2)]);

        float[] Scaled(float[] sequence)
        {
            var values = sequence.ToArray();
            Normalize.Percentiles(values, 1, 99, mask);
            return values;
        }
    }

    /// <summary>All of it as CASN takes it, [slices, 3, height, width].</summary>
    public Tensor Images(Device device) =>
        stack(sequences.Select(sequence => tensor(sequence, [Source.Slices, Source.Height, Source.Width])), 1).to(device);

    /// <summary>The three sequences of a slice on a network's grid, [3, size, size].</summary>
    public float[] Slice(int slice, GridMapping mapping)
    {
        var size = mapping.Height * mapping.Width;
        var image = new float[3 * size];
        for (var channel = 0; channel < 3; channel++)
            Casn.ToNetwork(mapping, Source.Slice(sequences[channel], slice), image.AsSpan(channel * size, size));
        return image;
    }
}
