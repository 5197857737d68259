namespace Awsnet.Components.Myops;

/// <summary>How large ventricles are in the slice that shows most of them, cm²: those that a run saw.</summary>
/// <param name="Least">That of the smallest heart.</param>
/// <param name="Greatest">That of the largest heart.</param>
internal sealed record VentricleAreas(double Least, double Greatest)
{
    // Hearts differ from those that were seen; a liver that is taken for one differs more.
    private const double Tolerance = 1.6;

    /// <summary>What is taken where a run does not say what it saw.</summary>
    public static VentricleAreas OfPatients { get; } = new(20, 60);

    /// <summary>The annotated ventricles of some cases.</summary>
    public static VentricleAreas Of(IEnumerable<MyoPsVolume> cases)
    {
        double[] areas = [.. cases.Select(volume => Largest(Ventricle.FromLabels(volume), volume))];
        return new VentricleAreas(areas.Min(), areas.Max());
    }

    /// <summary>The area of a ventricle in the slice that shows most of it, cm².</summary>
    public static double Largest(Ventricle ventricle, MyoPsVolume volume) =>
        Enumerable.Range(0, ventricle.Slices).Max(z => ventricle.Slice(z).Length - ventricle.Slice(z).Count((byte)0))
        * volume.RowSpacingMm * volume.ColumnSpacingMm / 100;

    /// <summary>Whether a ventricle may have this area.</summary>
    public bool Admit(double area) => area >= Least / Tolerance && area <= Greatest * Tolerance;
}
