using SkiaSharp;

namespace Awsnet.Components.Myops;

/// <summary>
/// Paints a slice: a row a sequence; beside the plain image the annotation's contours, and beside those the prediction's,
/// cut out around the heart and scaled up.
/// </summary>
internal static class OverlayPainter
{
    private const int PanelSide = 288, Gap = 6, TitleHeight = 30, HeadingHeight = 22, LegendHeight = 26, MarginPixels = 14;
    private const float TitleSize = 16, TextSize = 13;
    private const string Plain = "Image", Annotated = "Annotation", Predicted = "Prediction";

    /// <summary>Paints the picture.</summary>
    /// <param name="title">The case, the slice and the scores, in one line.</param>
    /// <param name="prediction">Predicted scar and edema, [height, width].</param>
    /// <param name="ventricle">The ventricle that CASN found, [height, width].</param>
    public static RasterImage Paint(string title, CaseSlice slice, short[] prediction, byte[] ventricle)
    {
        var box = BoxOf(slice, prediction, ventricle);
        string[] columns = slice.Truth is null ? [Plain, Predicted] : [Plain, Annotated, Predicted];
        var panel = new SlicePanel(slice.Height, slice.Width, box, PanelSide);
        var rows = slice.Sequences.ToArray();
        using var sheet = new Sheet(
            Gap + (columns.Length * (PanelSide + Gap)), TitleHeight + HeadingHeight + (rows.Length * (PanelSide + Gap)) + LegendHeight);
        sheet.Text(Gap, 8, title, Colors.White, PictureFont.Fitting(title, TitleSize, sheet.Width - (2 * Gap)));
        for (var column = 0; column < columns.Length; column++)
            sheet.Text(Left(column), TitleHeight + 3, columns[column], Colors.Gray, TextSize);
        for (var row = 0; row < rows.Length; row++)
        {
            var (name, image) = rows[row];
            var top = TitleHeight + HeadingHeight + (row * (PanelSide + Gap));
            var enlarged = panel.Image(image);
            for (var column = 0; column < columns.Length; column++)
            {
                sheet.Image(Left(column), top, enlarged, PanelSide, PanelSide);
                if (columns[column] == Annotated)
                    panel.Labels(sheet, Left(column), top, slice.Truth!, SlicePanel.VentricleOf(slice.Truth!));
                if (columns[column] == Predicted) panel.Labels(sheet, Left(column), top, prediction, ventricle);
            }

            sheet.Label(Left(0) + 6, top + 6, name, Colors.White, TextSize);
        }

        Legend(sheet, sheet.Height - LegendHeight + 3);
        return sheet.ToImage();
    }

    private static int Left(int column) => Gap + (column * (PanelSide + Gap));

    /// <summary>A square around the annotated and the found ventricle; without either, the middle of the image.</summary>
    private static PixelBox BoxOf(CaseSlice slice, short[] prediction, byte[] ventricle)
    {
        var heart = new byte[slice.Height * slice.Width];
        for (var i = 0; i < heart.Length; i++)
        {
            if (prediction[i] != 0 || ventricle[i] != 0 || slice.Truth is { } truth && truth[i] != 0) heart[i] = 1;
        }

        return SlicePanel.BoxAround(heart, slice.Height, slice.Width, MarginPixels);
    }

    private static void Legend(Sheet sheet, int top)
    {
        float left = Gap;
        (string Name, SKColor Color)[] entries = [("Scar", Colors.Scar), ("Edema", Colors.Edema), ("Left ventricle", Colors.Ventricle)];
        foreach (var (name, color) in entries)
        {
            sheet.Fill(SKRect.Create(left, top + 8, 18, 3), color);
            left = sheet.Text(left + 24, top + 2, name, Colors.White, TextSize) + 24;
        }
    }
}
