namespace Awsnet.Components.Myops;

/// <summary>
/// A case as ASAN sees it: its sequences in the region of interest, masked out outside the ventricle unless the options have them whole.
/// </summary>
/// <param name="Region">Where the heart is.</param>
/// <param name="Sequences">Each [slices, height, width].</param>
/// <param name="NeighborSlices">Whether a slice is shown with those above and below it.</param>
internal sealed record FineInput(RegionOfInterest Region, IReadOnlyList<float[]> Sequences, bool NeighborSlices)
{
    /// <summary>The region of a case, or null where there is no ventricle.</summary>
    /// <param name="options">Margin, size, sequences.</param>
    /// <param name="growth">By how many pixels the ventricle's mask is grown.</param>
    public static FineInput? Create(MyoPsVolume source, Ventricle ventricle, FineOptions options, double growth)
    {
        var region = RegionOfInterest.FromMask(
            ventricle.Mask, source.Height, source.Width, options.InputSize, options.MarginPixels, growth);
        return region is null
            ? null
            : new FineInput(region, [.. options.Sequences.Select(name => region.Attend(SequenceOf(source, name), options.MaskOut))],
                options.NeighborSlices);
    }

    /// <summary>
    /// The sequences of a slice, [channels, size, size]; then, if wished, those of the slice above and of the slice below, which the first
    /// and the last slice of the heart stand in for themselves.
    /// </summary>
    public float[] Slice(int slice)
    {
        var seen = Region.ToNetwork(Sequences, slice);
        if (!NeighborSlices) return seen;
        var last = (Region.Inside.Length / (Region.Mapping.OriginalHeight * Region.Mapping.OriginalWidth)) - 1;
        return
        [
            .. seen, .. Region.ToNetwork(Sequences, Math.Max(0, slice - 1)), .. Region.ToNetwork(Sequences, Math.Min(last, slice + 1)),
        ];
    }

    private static float[] SequenceOf(MyoPsVolume source, string name) => name switch
    {
        "C0" => source.C0,
        "DE" => source.De,
        "T2" => source.T2,
        _ => throw new InputException($"The sequence {name} is unknown. Choose among C0, DE and T2."),
    };
}
