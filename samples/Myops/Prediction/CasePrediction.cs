namespace Awsnet.Components.Myops;

/// <summary>What the networks predict of a case, on its own grid.</summary>
/// <param name="Labels">2221 scar, 1220 edema, else 0; [slice, y, x].</param>
/// <param name="Ventricle">The left ventricle that CASN found.</param>
/// <param name="MyocardiumVoxels">Voxels of the ring of myocardium, scar and edema included; null where there is no ventricle.</param>
/// <param name="Maps">How sure they are of each pathology.</param>
/// <param name="Notes">What the user should know.</param>
internal sealed record CasePrediction(
    short[] Labels, Ventricle Ventricle, int? MyocardiumVoxels, IReadOnlyList<PathologyMap> Maps, IReadOnlyList<string> Notes)
{
    /// <summary>Where there is no ventricle, nothing is marked.</summary>
    public static CasePrediction Nothing(Ventricle ventricle, IEnumerable<string> pathologies, IReadOnlyList<string> notes)
    {
        var voxels = ventricle.Mask.Length;
        return new(new short[voxels], ventricle, null, [.. pathologies.Select(name => PathologyMap.Nothing(name, voxels))], notes);
    }

    /// <summary>
    /// The slice with most annotated pathology; without any, with most predicted; without that, with most ventricle; else the middle one.
    /// </summary>
    public int SliceToShow(MyoPsVolume volume)
    {
        return Enumerable.Range(0, volume.Slices).MaxBy(z => (
            volume.Labels is { } truth ? Pathology(volume.Slice(truth, z)) : 0, Pathology(volume.Slice(Labels, z)),
            Ventricle.Slice(z).Length - Ventricle.Slice(z).Count((byte)0), -Math.Abs(z - (volume.Slices / 2))));

        static int Pathology(ReadOnlySpan<short> labels) => labels.Count(MyoPsLabels.Scar) + labels.Count(MyoPsLabels.Edema);
    }
}
