namespace Awsnet.Components.Samples;

/// <summary>A labeled image or stack of slices.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Group">What may not be split: the patient.</param>
/// <param name="Part">What its scores are reported under, for instance a phase of the heart's cycle; empty where there is one part.</param>
/// <param name="Grid">Its grid: a plane or a volume.</param>
/// <param name="Image">Brightness, [slice, y, x].</param>
/// <param name="Labels">Classes, [slice, y, x].</param>
internal sealed record Scan(string Id, string Group, string Part, MaskGrid Grid, float[] Image, byte[] Labels)
{
    public int Plane => Grid.Rows * Grid.Columns;

    /// <summary>The scan with a mean of 0 and a standard deviation of 1.</summary>
    public static Scan Normalized(string id, string group, string part, MaskGrid grid, float[] image, byte[] labels)
    {
        Normalize.ZScore(image);
        return new Scan(id, group, part, grid, image, labels);
    }
}
