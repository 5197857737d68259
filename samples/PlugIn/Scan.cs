namespace Awsnet.Components.Samples;

/// <summary>A labeled image or stack of slices.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Group">What may not be split: the patient.</param>
/// <param name="Part">What its scores are reported under, for instance a phase of the heart's cycle; empty where there is one part.</param>
/// <param name="Grid">Its grid: a plane or a volume.</param>
/// <param name="Image">Brightness, [slice, y, x], with a mean of 0 and a standard deviation of 1.</param>
/// <param name="Labels">Classes, [slice, y, x].</param>
internal sealed record Scan(string Id, string Group, string Part, MaskGrid Grid, float[] Image, byte[] Labels)
{
    public int Plane => Grid.Rows * Grid.Columns;

    public static Scan Of(ImageSample sample) =>
        Of(sample.Id, sample.Id, "", MaskGrid.Plane(sample.Height, sample.Width), sample.Image, sample.Mask);

    public static Scan Of(SegmentationSample sample, string group) =>
        Of(sample.Id, group, "", MaskGrid.Plane(sample.Height, sample.Width), sample.Channels[0], sample.Labels!);

    public static Scan Of(AcdcVolume volume)
    {
        string phase = volume.Phase == AcdcPhase.EndDiastole ? "ED" : "ES";
        var grid = MaskGrid.Volume(
            volume.Slices, volume.Height, volume.Width, volume.SliceSpacingMm, volume.RowSpacingMm, volume.ColumnSpacingMm);
        byte[] labels = volume.Labels ?? throw new ArgumentException($"Patient {volume.Patient} has no labels. Leave the patient out.");
        return Of($"{volume.Patient} {phase}", volume.Patient, phase, grid, volume.Image, labels);
    }

    private static Scan Of(string id, string group, string part, MaskGrid grid, float[] image, byte[] labels)
    {
        if (!Array.TrueForAll(image, float.IsFinite))
            throw new ArgumentException($"{id}: its image holds a value that is not a finite number. Leave it out, or correct the image.");
        Normalize.ZScore(image);
        return new(id, group, part, grid, image, labels);
    }
}
