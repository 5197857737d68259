using Awsnet.Components.Myops;
using SkiaSharp;

namespace Awsnet.Components.Samples;

/// <summary>A picture as in the paper's Figs. 9 and 10: a row a scan, a column an arm, the truth first.</summary>
internal static class OverlaySheet
{
    private const int Side = 176, Gap = 6, Heading = 18, MostRows = 4;

    // Right ventricle or lesion, myocardium, left ventricle; told apart by the color-blind too.
    private static readonly SKColor[] Colors = [new(86, 180, 233), new(240, 228, 66), new(213, 94, 0)];

    public static void Write(
        string path, IReadOnlyList<Scan> scans, IReadOnlyList<Arm> arms, IReadOnlyDictionary<(string Arm, string Scan), byte[]> predictions)
    {
        // Scans from the beginning, the middle and the end of the list, so that a sheet is not all of one kind.
        int rows = Math.Min(MostRows, scans.Count), columns = arms.Count + 2;
        using var sheet = new Sheet(Gap + columns * (Side + Gap), Heading + rows * (Side + Gap));
        string[] titles = ["Image", "Annotation", .. arms.Select(arm => arm.Name)];
        for (int column = 0; column < columns; column++)
            sheet.Text(Left(column), 2, titles[column], SKColors.White, PictureFont.Fitting(titles[column], 12, Side));
        for (int row = 0; row < rows; row++)
        {
            Scan scan = scans[row * scans.Count / rows];
            Row(sheet, Heading + row * (Side + Gap), scan, [null, scan.Labels, .. arms.Select(arm => predictions[(arm.Name, scan.Id)])]);
        }
        sheet.ToImage().Write(path);
    }

    private static int Left(int column) => Gap + column * (Side + Gap);

    private static void Row(Sheet sheet, int top, Scan scan, IReadOnlyList<byte[]?> labels)
    {
        int z = Enumerable.Range(0, scan.Grid.Depth)
            .MaxBy(slice => scan.Plane - scan.Labels.AsSpan(slice * scan.Plane, scan.Plane).Count((byte)0));
        var box = PixelBox.Centered(scan.Grid.Rows, scan.Grid.Columns, scan.Grid.Rows, scan.Grid.Columns).Square();
        if (scan.Grid.Depth > 1) box = PixelBox.FromMask(scan.Labels, scan.Grid.Rows, scan.Grid.Columns)?.Grow(12).Square() ?? box;
        var mapping = GridMapping.Region(scan.Grid.Rows, scan.Grid.Columns, box, Side, Side);
        float[] image = new float[Side * Side];
        mapping.ImageToNetwork(scan.Image.AsSpan(z * scan.Plane, scan.Plane), image, padding: scan.Image.Min());
        Normalize.Percentiles(image, 1, 99.5);
        for (int column = 0; column < labels.Count; column++)
        {
            sheet.Image(Left(column), top, image, Side, Side);
            if (labels[column] is not { } classes) continue;
            var slice = classes.AsSpan(z * scan.Plane, scan.Plane).ToArray();
            for (int c = 1; c <= Colors.Length; c++)
            {
                var mask = new float[Side * Side];
                mapping.ImageToNetwork(Array.ConvertAll(slice, label => label == c ? 1f : 0f), mask);
                sheet.Contour(Left(column), top, mask, Side, Side, Colors[c - 1], 2);
            }
        }
    }
}
