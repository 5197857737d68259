namespace Awsnet.Components.Myops;

/// <summary>A canvas as a PNG in a data URI, with a palette: a third of the bytes of an RGB file.</summary>
internal static class PngData
{
    private const int PaletteSize = 256;

    public static string Uri(Canvas canvas) => "data:image/png;base64," + Convert.ToBase64String(Bytes(Image(canvas)));

    private static PngImage Image(Canvas canvas)
    {
        var colors = new Dictionary<PngColor, byte>();
        var indices = new byte[canvas.Width * canvas.Height];
        for (var i = 0; i < indices.Length; i++)
        {
            var color = Reduced(canvas.Pixels.AsSpan(3 * i, 3));
            if (!colors.TryGetValue(color, out var index))
            {
                if (colors.Count == PaletteSize) return PngImage.FromRgb8(canvas.Width, canvas.Height, canvas.Pixels);
                colors[color] = index = (byte)colors.Count;
            }

            indices[i] = index;
        }

        return PngImage.FromPalette(canvas.Width, canvas.Height, indices, [.. colors.Keys]);
    }

    /// <summary>Grays lose their lowest bit, which no eye sees: so that contours' colors find room beside them.</summary>
    private static PngColor Reduced(ReadOnlySpan<byte> pixel)
    {
        if (pixel[0] != pixel[1] || pixel[1] != pixel[2]) return new PngColor(pixel[0], pixel[1], pixel[2]);
        var gray = pixel[0] == 255 ? pixel[0] : (byte)(pixel[0] & ~1);
        return new PngColor(gray, gray, gray);
    }

    private static byte[] Bytes(PngImage image)
    {
        var folder = Directory.CreateTempSubdirectory("myops-");
        try
        {
            var path = Path.Combine(folder.FullName, "picture.png");
            image.Write(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
