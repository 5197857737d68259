namespace Awsnet.Components.Myops;

/// <summary>
/// A case as ASAN sees it: LGE and T2 of the region of interest, blank outside the ventricle (Eq. 2, A = I ⊗ f(I)).
/// </summary>
internal sealed class FineInput
{
    /// <summary>What the darkest pixel of the ventricle becomes, so that it differs from the blank outside.</summary>
    private const float Floor = 0.1f;

    private readonly float[] lge, t2;
    private readonly byte[] grown;
    private readonly int plane;

    private FineInput(GridMapping mapping, float[] lge, float[] t2, byte[] grown)
    {
        Mapping = mapping;
        this.lge = lge;
        this.t2 = t2;
        this.grown = grown;
        plane = mapping.OriginalHeight * mapping.OriginalWidth;
    }

    /// <summary>Between the original grid and the network's.</summary>
    public GridMapping Mapping { get; }

    /// <summary>The region of a case, or null where there is no ventricle.</summary>
    /// <param name="source">The case.</param>
    /// <param name="ventricle">Its ventricle.</param>
    /// <param name="options">Margin and size.</param>
    /// <param name="growth">By how many pixels the ventricle's mask is grown.</param>
    public static FineInput? Create(MyoPsVolume source, Ventricle ventricle, FineOptions options, double growth)
    {
        if (ventricle.Rectangle() is not { } rectangle) return null;
        var box = rectangle.Grow(options.MarginPixels).Square();
        var mapping = GridMapping.Region(source.Height, source.Width, box, options.InputSize, options.InputSize);
        var grown = new byte[ventricle.Mask.Length];
        for (var z = 0; z < source.Slices; z++)
            MaskGrowth.Dilate(ventricle.Slice(z), source.Height, source.Width, growth).CopyTo(source.Slice(grown, z));
        return new FineInput(mapping, Blanked(source.De), Blanked(source.T2), grown);

        float[] Blanked(float[] sequence)
        {
            var values = sequence.ToArray();
            // The ungrown ventricle decides the scale: its rim may hold bright fat.
            Normalise.Percentiles(values, 1, 99, ventricle.Mask);
            for (var i = 0; i < values.Length; i++) values[i] = grown[i] == 0 ? 0 : Floor + ((1 - Floor) * values[i]);
            return values;
        }
    }

    /// <summary>The grown mask of a slice on the original grid: no pathology is looked for outside it.</summary>
    public ReadOnlySpan<byte> Region(int slice) => grown.AsSpan(slice * plane, plane);

    /// <summary>LGE and T2 of a slice, [2, size, size].</summary>
    public float[] Slice(int slice)
    {
        var size = Mapping.Height * Mapping.Width;
        var image = new float[2 * size];
        Mapping.ImageToNetwork(lge.AsSpan(slice * plane, plane), image.AsSpan(0, size));
        Mapping.ImageToNetwork(t2.AsSpan(slice * plane, plane), image.AsSpan(size, size));
        return image;
    }
}
