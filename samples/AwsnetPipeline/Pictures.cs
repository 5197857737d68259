namespace Awsnet.Components.Samples;

/// <summary>
/// Figures: the slice of a heart with most injury. bSSFP, LGE, T2; then LGE with the annotation and LGE with the prediction drawn into it:
/// scar red, edema yellow, CASN's left ventricle blue.
/// </summary>
internal static class Pictures
{
    private const int Panel = 224, Gap = 4, Panels = 5, Width = (Panels * (Panel + Gap)) - Gap;

    // Of CASN's left ventricle, edema and scar.
    private static readonly (byte Red, byte Green, byte Blue)[] Colors = [(64, 208, 255), (255, 216, 0), (255, 64, 64)];

    public static void Write(string path, Heart heart, byte[] ventricle, short[] labels)
    {
        byte[] truth = heart.Classes(MyoPsTarget.LeftVentricle);
        int z = Enumerable.Range(0, heart.Slices).MaxBy(slice => (Injury(heart.Labels, slice), Heart.OfSlice(truth, slice).Count((byte)1)));
        PixelBox box = PixelBox.FromMask(truth, Heart.Side, Heart.Side)?.Grow(25).Square() ?? new(0, 0, Heart.Side, Heart.Side);
        var region = GridMapping.Region(Heart.Side, Heart.Side, box, Panel, Panel);
        byte[] colors = new byte[3 * Width * Panel];
        float[][] sequences = [.. heart.Sequences, heart.Sequences[1], heart.Sequences[1]];
        for (int panel = 0; panel < Panels; panel++)
        {
            float[] image = Heart.Crop([sequences[panel]], z, region);
            Normalize.Percentiles(image, 1, 99.5);
            for (int i = 0; i < image.Length; i++)
                colors.AsSpan(At(panel, i), 3).Fill((byte)(255 * image[i]));
        }
        Draw(3, truth, heart.Labels);
        Draw(4, ventricle, labels);
        RasterImage.FromRgb8(Width, Panel, colors).Write(path);

        void Draw(int panel, byte[] outline, short[] found)
        {
            byte Rank(byte inside, short label) => label switch { MyoPsLabels.Scar => 3, MyoPsLabels.Edema => 2, _ => inside };
            byte[] seen = Heart.Crop([.. outline.Zip(found, Rank)], z, region);
            for (int i = Panel + 1; i < seen.Length - Panel - 1; i++)
            {
                int[] beside = [seen[i - 1], seen[i + 1], seen[i - Panel], seen[i + Panel]];
                if (seen[i] > beside.Min())
                    (colors[At(panel, i)], colors[At(panel, i) + 1], colors[At(panel, i) + 2]) = Colors[seen[i] - 1];
            }
        }
    }

    private static int Injury(short[] labels, int slice) =>
        Heart.OfSlice(labels, slice).Count(MyoPsLabels.Scar) + Heart.OfSlice(labels, slice).Count(MyoPsLabels.Edema);

    private static int At(int panel, int pixel) => 3 * ((pixel / Panel * Width) + (panel * (Panel + Gap)) + (pixel % Panel));
}
