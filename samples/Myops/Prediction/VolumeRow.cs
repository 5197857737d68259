using System.Globalization;

namespace Awsnet.Components.Myops;

/// <summary>What a reader of a case wants to know of it.</summary>
/// <param name="MyocardiumMl">The left ventricle's myocardium, scar and edema included, ml.</param>
/// <param name="EdemaMl">Edema that is no scar, ml.</param>
/// <param name="VentricleDice">Dice of CASN's left ventricle; null where the case has no annotation.</param>
/// <param name="Notes">What should be checked.</param>
internal sealed record VolumeRow(string Id, double MyocardiumMl, double ScarMl, double EdemaMl, double? VentricleDice, string Notes)
{
    public const string Heading = "case,myocardium_ml,scar_ml,scar_percent,edema_ml,edema_percent,ventricle_dice,notes";

    /// <summary>Scar in % of the myocardium.</summary>
    public double ScarPercent => Percent(ScarMl);

    /// <summary>Edema in % of the myocardium.</summary>
    public double EdemaPercent => Percent(EdemaMl);

    public static VolumeRow Of(MyoPsVolume volume, CasePrediction prediction)
    {
        var millilitres = VoxelMl(volume);
        return new VolumeRow(
            volume.Id, prediction.MyocardiumVoxels * millilitres,
            prediction.Labels.AsSpan().Count(MyoPsLabels.Scar) * millilitres,
            prediction.Labels.AsSpan().Count(MyoPsLabels.Edema) * millilitres,
            volume.Labels is null ? null : Ventricle.FromLabels(volume).DiceTo(prediction.Ventricle), string.Join("; ", prediction.Notes));
    }

    /// <summary>The volume of a voxel, ml.</summary>
    public static double VoxelMl(MyoPsVolume volume) =>
        volume.RowSpacingMm * volume.ColumnSpacingMm * volume.SliceSpacingMm / 1000;

    /// <summary>A line of the table as CSV.</summary>
    public string ToCsv() => string.Create(
        CultureInfo.InvariantCulture,
        $"{CsvLine.Quoted(Id)},{MyocardiumMl:0.00},{ScarMl:0.00},{ScarPercent:0.0},{EdemaMl:0.00},{EdemaPercent:0.0}," +
        $"{VentricleDice:0.000},\"{Notes.Replace("\"", "\"\"")}\"");

    private double Percent(double part) => MyocardiumMl == 0 ? 0 : 100 * part / MyocardiumMl;
}
