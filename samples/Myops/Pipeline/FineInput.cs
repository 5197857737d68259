namespace Awsnet.Components.Myops;

/// <summary>
/// A case as ASAN sees it: its sequences of the region of interest, blank outside the ventricle (Eq. 2, A = I ⊗ f(I)) unless the options
/// have it whole.
/// </summary>
internal sealed class FineInput
{
    /// <summary>What the darkest pixel of the ventricle becomes, so that it differs from the blank outside.</summary>
    private const float Floor = 0.1f;

    private readonly IReadOnlyList<float[]> sequences;
    private readonly byte[] grown;
    private readonly int plane;

    private FineInput(GridMapping mapping, IReadOnlyList<float[]> sequences, byte[] grown)
    {
        Mapping = mapping;
        this.sequences = sequences;
        this.grown = grown;
        plane = mapping.OriginalHeight * mapping.OriginalWidth;
    }

    /// <summary>Between the original grid and the network's.</summary>
    public GridMapping Mapping { get; }

    /// <summary>The region of a case, or null where there is no ventricle.</summary>
    /// <param name="source">The case.</param>
    /// <param name="ventricle">Its ventricle.</param>
    /// <param name="options">Margin, size, sequences.</param>
    /// <param name="growth">By how many pixels the ventricle's mask is grown.</param>
    public static FineInput? Create(MyoPsVolume source, Ventricle ventricle, FineOptions options, double growth)
    {
        if (ventricle.Rectangle() is not { } rectangle) return null;
        var box = rectangle.Grow(options.MarginPixels).Square();
        var mapping = GridMapping.Region(source.Height, source.Width, box, options.InputSize, options.InputSize);
        var grown = new byte[ventricle.Mask.Length];
        for (var z = 0; z < source.Slices; z++)
            MaskGrowth.Dilate(ventricle.Slice(z), source.Height, source.Width, growth).CopyTo(source.Slice(grown, z));
        return new FineInput(mapping, [.. options.Sequences.Select(name => Blanked(SequenceOf(source, name)))], grown);

        float[] Blanked(float[] sequence)
        {
            var values = sequence.ToArray();
            // The ungrown ventricle decides the scale: its rim may hold bright fat.
            Normalize.Percentiles(values, 1, 99, ventricle.Mask);
            for (var i = 0; i < values.Length; i++) values[i] = options.Blank && grown[i] == 0 ? 0 : Floor + ((1 - Floor) * values[i]);
            return values;
        }
    }

    /// <summary>The grown mask of a slice on the original grid: no pathology is marked outside it.</summary>
    public ReadOnlySpan<byte> Region(int slice) => grown.AsSpan(slice * plane, plane);

    /// <summary>The sequences of a slice, [sequences, size, size].</summary>
    public float[] Slice(int slice)
    {
        var size = Mapping.Height * Mapping.Width;
        var image = new float[sequences.Count * size];
        for (var channel = 0; channel < sequences.Count; channel++)
            Mapping.ImageToNetwork(sequences[channel].AsSpan(slice * plane, plane), image.AsSpan(channel * size, size));
        return image;
    }

    private static float[] SequenceOf(MyoPsVolume source, string name) => name switch
    {
        "C0" => source.C0,
        "DE" => source.De,
        "T2" => source.T2,
        _ => throw new InputException($"There is no sequence {name}. Choose among C0, DE and T2."),
    };
}
