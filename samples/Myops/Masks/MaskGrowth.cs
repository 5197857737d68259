namespace Awsnet.Components.Myops;

/// <summary>Grows 2-D masks.</summary>
internal static class MaskGrowth
{
    /// <summary>All pixels at most <paramref name="radius"/> pixels away from the mask, by the distance of their centers.</summary>
    /// <param name="mask">[height, width].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="radius">In pixels, 0 or more.</param>
    public static byte[] Dilate(ReadOnlySpan<byte> mask, int height, int width, double radius)
    {
        var grown = mask.ToArray();
        if (radius < 1) return grown;
        // Pixels inside the mask add nothing: only its border is stamped with the disc.
        var reach = (int)radius;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (mask[(y * width) + x] == 0 || !IsBorder(mask, height, width, y, x)) continue;
                for (var dy = Math.Max(-reach, -y); dy <= Math.Min(reach, height - 1 - y); dy++)
                {
                    var half = (int)Math.Sqrt((radius * radius) - (dy * dy));
                    int first = Math.Max(0, x - half), last = Math.Min(width - 1, x + half);
                    grown.AsSpan(((y + dy) * width) + first, last - first + 1).Fill(1);
                }
            }
        }

        return grown;
    }

    private static bool IsBorder(ReadOnlySpan<byte> mask, int height, int width, int y, int x) =>
        y == 0 || y == height - 1 || x == 0 || x == width - 1
        || mask[((y - 1) * width) + x] == 0 || mask[((y + 1) * width) + x] == 0
        || mask[(y * width) + x - 1] == 0 || mask[(y * width) + x + 1] == 0;
}
