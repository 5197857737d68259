namespace Awsnet.Components.Myops;

/// <summary>
/// Paints a slice: a row a sequence; beside the plain image the annotation's contours, and beside those the prediction's,
/// cut out around the heart and scaled up.
/// </summary>
internal static class OverlayPainter
{
    private const int PanelSide = 288, Gap = 6, TitleHeight = 26, HeadingHeight = 18, LegendHeight = 22, MarginPixels = 14;

    public static Canvas Paint(SlicePicture slice)
    {
        var box = BoxOf(slice);
        string[] columns = slice.Truth is null ? ["IMAGE", "PREDICTION"] : ["IMAGE", "TRUTH", "PREDICTION"];
        var panel = new SlicePanel(slice.Height, slice.Width, box, PanelSide);
        var canvas = new Canvas(
            Gap + (columns.Length * (PanelSide + Gap)),
            TitleHeight + HeadingHeight + (slice.Sequences.Count * (PanelSide + Gap)) + LegendHeight);
        canvas.Text(Gap, 7, slice.Title, Color.White, 2);
        for (var column = 0; column < columns.Length; column++)
            canvas.Text(Left(column), TitleHeight + 4, columns[column], Color.Gray, 1);
        for (var row = 0; row < slice.Sequences.Count; row++)
        {
            var (name, image) = slice.Sequences[row];
            var top = TitleHeight + HeadingHeight + (row * (PanelSide + Gap));
            var enlarged = panel.Image(image);
            for (var column = 0; column < columns.Length; column++)
            {
                canvas.Image(Left(column), top, enlarged, PanelSide, PanelSide);
                if (columns[column] == "TRUTH") panel.Labels(canvas, Left(column), top, slice.Truth!, SlicePanel.VentricleOf(slice.Truth!));
                if (columns[column] == "PREDICTION") panel.Labels(canvas, Left(column), top, slice.Prediction, slice.Ventricle);
            }

            canvas.Text(Left(0) + 5, top + 5, name, Color.White, 2);
        }

        Legend(canvas, canvas.Height - LegendHeight + 6);
        return canvas;
    }

    private static int Left(int column) => Gap + (column * (PanelSide + Gap));

    /// <summary>A square around the annotated and the found ventricle; without either, the middle of the image.</summary>
    private static PixelBox BoxOf(SlicePicture slice)
    {
        var heart = new byte[slice.Height * slice.Width];
        for (var i = 0; i < heart.Length; i++)
        {
            if (slice.Prediction[i] != 0 || slice.Ventricle is { } found && found[i] != 0 || slice.Truth is { } truth && truth[i] != 0) heart[i] = 1;
        }

        var side = Math.Min(slice.Height, slice.Width) / 3;
        var box = PixelBox.FromMask(heart, slice.Height, slice.Width) ?? PixelBox.Centered(slice.Height, slice.Width, side, side);
        return box.Grow(MarginPixels).Square();
    }

    private static void Legend(Canvas canvas, int top)
    {
        var left = Gap;
        foreach (var (name, color) in new[] { ("SCAR", Color.Scar), ("EDEMA", Color.Edema), ("LEFT VENTRICLE", Color.Ventricle) })
        {
            canvas.Fill(left, top, 12, 10, color);
            canvas.Text(left + 18, top + 2, name, Color.White, 1);
            left += 18 + Canvas.TextWidth(name) + 24;
        }
    }
}
