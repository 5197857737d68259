namespace Awsnet.Components.Myops;

/// <summary>How wide pixels are, mm: those of the cases that a run saw.</summary>
internal sealed record PixelWidths(double Least, double Greatest)
{
    // Networks see hearts as large in pixels as those that they were trained on, give or take what augmentation does.
    private const double Tolerance = 4.0 / 3;

    /// <summary>Those of some cases.</summary>
    public static PixelWidths Of(IReadOnlyList<MyoPsVolume> cases) =>
        new(cases.Min(volume => volume.ColumnSpacingMm), cases.Max(volume => volume.ColumnSpacingMm));

    /// <summary>What is unlike in a case; null for nothing.</summary>
    public string? Warning(MyoPsVolume volume) =>
        volume.ColumnSpacingMm is var width && width >= Least / Tolerance && width <= Greatest * Tolerance
            ? null
            : FormattableString.Invariant($"its pixels are {width:0.##} mm wide, those trained on {Least:0.##} to {Greatest:0.##}");
}
