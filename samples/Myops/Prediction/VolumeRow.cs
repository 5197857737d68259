using System.Globalization;

namespace Awsnet.Components.Myops;

/// <summary>What a reader of a case wants to know of it.</summary>
/// <param name="MyocardiumMl">The left ventricle's myocardium, scar and edema included, ml; null where no ventricle was found.</param>
/// <param name="ScarMl">Scar, ml; null where no ventricle was found.</param>
/// <param name="EdemaMl">Edema that is no scar, ml; null where no ventricle was found.</param>
/// <param name="VentricleDice">Dice of CASN's left ventricle; null where the case has no annotation.</param>
/// <param name="AnnotatedMyocardiumMl">The annotated myocardium, ml; null where the case has no annotation.</param>
/// <param name="Notes">What should be checked.</param>
internal sealed record VolumeRow(
    string Id, double? MyocardiumMl, double? ScarMl, double? EdemaMl, double? VentricleDice, double? AnnotatedMyocardiumMl, string Notes)
{
    public const string Heading =
        "case,myocardium_ml,scar_ml,scar_percent,edema_ml,edema_percent,ventricle_dice,annotated_myocardium_ml,notes";

    /// <summary>Scar in % of the myocardium.</summary>
    public double? ScarPercent => Percent(ScarMl);

    /// <summary>Edema in % of the myocardium.</summary>
    public double? EdemaPercent => Percent(EdemaMl);

    public static VolumeRow Of(MyoPsVolume volume, CasePrediction prediction)
    {
        return new VolumeRow(
            volume.Id, Ml(prediction.MyocardiumVoxels), Marked(MyoPsLabels.Scar), Marked(MyoPsLabels.Edema),
            volume.Labels is null ? null : Ventricle.FromLabels(volume).DiceTo(prediction.Ventricle),
            Ml(volume.Labels?.Count(label => label is MyoPsLabels.Myocardium or MyoPsLabels.Edema or MyoPsLabels.Scar)),
            string.Join("; ", prediction.Notes));

        // Where no heart was found, none was measured: that is not 0.
        double? Marked(short label) => prediction.MyocardiumVoxels is null ? null : Ml(prediction.Labels.AsSpan().Count(label));

        double? Ml(int? voxels) => voxels * VoxelMl(volume);
    }

    /// <summary>The volume of a voxel, ml.</summary>
    public static double VoxelMl(MyoPsVolume volume) =>
        volume.RowSpacingMm * volume.ColumnSpacingMm * volume.SliceSpacingMm / 1000;

    /// <summary>A line of the table as CSV.</summary>
    public string ToCsv() => string.Create(
        CultureInfo.InvariantCulture,
        $"{CsvLine.Quoted(Id)},{MyocardiumMl:0.00},{ScarMl:0.00},{ScarPercent:0.0},{EdemaMl:0.00},{EdemaPercent:0.0}," +
        $"{VentricleDice:0.000},{AnnotatedMyocardiumMl:0.00},\"{Notes.Replace("\"", "\"\"")}\"");

    private double? Percent(double? part) => MyocardiumMl == 0 ? null : 100 * part / MyocardiumMl;
}
