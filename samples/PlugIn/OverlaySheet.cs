using SkiaSharp;

namespace Awsnet.Components.Samples;

/// <summary>A picture as in the paper's Figs. 9 and 10: a row per scan; the image, the truth, and a column per arm.</summary>
internal static class OverlaySheet
{
    private const int Side = 176, Gap = 6, Heading = 20, MostRows = 4;

    // Right ventricle or lesion, myocardium, left ventricle; told apart by the color-blind too.
    private static readonly SKColor[] Colors = [new(86, 180, 233), new(240, 228, 66), new(213, 94, 0)];

    public static void Write(string path, IReadOnlyList<Scan> scans, Dictionary<string, byte[][]> predictions)
    {
        // Scans from the beginning, the middle and the end of the list, so that a sheet is not all of one kind.
        int[] rows = [.. Enumerable.Range(0, Math.Min(MostRows, scans.Count))
            .Select(row => row * scans.Count / Math.Min(MostRows, scans.Count))];
        string[] titles = ["image", "truth", .. predictions.Keys];
        using var sheet = SKSurface.Create(new SKImageInfo(Gap + titles.Length * (Side + Gap), Heading + rows.Length * (Side + Gap)));
        using var font = new SKFont(SKTypeface.Default, 13);
        using var white = new SKPaint { Color = SKColors.White, IsAntialias = true };
        sheet.Canvas.Clear(SKColors.Black);
        for (int column = 0; column < titles.Length; column++)
        {
            sheet.Canvas.DrawText(titles[column], Gap + column * (Side + Gap), 14, font, white);
            for (int row = 0; row < rows.Length; row++)
            {
                sheet.Canvas.Save();
                sheet.Canvas.Translate(Gap + column * (Side + Gap), Heading + row * (Side + Gap));
                Scan scan = scans[rows[row]];
                byte[]? labels = column switch { 0 => null, 1 => scan.Labels, _ => predictions.Values.ElementAt(column - 2)[rows[row]] };
                Panel(sheet.Canvas, scan, labels);
                sheet.Canvas.Restore();
            }
        }
        using var picture = sheet.Snapshot();
        using var png = picture.Encode(SKEncodedImageFormat.Png, 100);
        WholeFile.Write(path, png.ToArray());
    }

    /// <summary>The slice with most labels: whole, or around the heart where there are several.</summary>
    private static void Panel(SKCanvas canvas, Scan scan, byte[]? labels)
    {
        int rows = scan.Grid.Rows, columns = scan.Grid.Columns;
        int z = Enumerable.Range(0, scan.Grid.Depth).MinBy(slice => scan.Labels.AsSpan(slice * scan.Plane, scan.Plane).Count((byte)0));
        var box = PixelBox.Centered(rows, columns, rows, columns).Square();
        if (scan.Grid.Depth > 1) box = PixelBox.FromMask(scan.Labels, rows, columns)?.Grow(12).Square() ?? box;
        float[] slice = scan.Image[(z * scan.Plane)..((z + 1) * scan.Plane)];
        Normalize.Percentiles(slice, 1, 99.5);
        byte[] gray = Array.ConvertAll(slice, value => (byte)(255 * Math.Clamp(value, 0, 1)));
        using var image = SKImage.FromPixelCopy(new SKImageInfo(columns, rows, SKColorType.Gray8, SKAlphaType.Opaque), gray);
        canvas.ClipRect(new SKRect(0, 0, Side, Side));
        canvas.Scale((float)Side / box.Width);
        canvas.Translate(-box.Left, -box.Top);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        for (byte c = 1; labels is not null && c <= Colors.Length; c++)
        {
            using var region = new SKRegion();
            for (int y = 0; y < rows; y++)
                for (int x = 0, start = 0; x <= columns; x++)
                {
                    if (x < columns && labels[z * scan.Plane + y * columns + x] == c) continue;
                    if (x > start) region.Op(new SKRectI(start, y, x, y + 1), SKRegionOperation.Union);
                    start = x + 1;
                }
            if (region.IsEmpty) continue;
            using var outline = region.GetBoundaryPath();
            using var paint = new SKPaint { Color = Colors[c - 1], Style = SKPaintStyle.Stroke, IsAntialias = true };
            paint.StrokeWidth = 2f * box.Width / Side;
            canvas.DrawPath(outline, paint);
        }
    }
}
