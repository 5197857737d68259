namespace Awsnet.Components;

/// <summary>Morphological operations on masks.</summary>
public static class Morphology
{
    /// <summary>Grows a mask by a disc: every pixel whose center is at most a radius away from the center of one in the mask.</summary>
    /// <param name="mask">[height, width] or [slices, height, width], 0 or 1; each slice is grown by itself.</param>
    /// <param name="height">Rows of a slice.</param>
    /// <param name="width">Columns of a slice.</param>
    /// <param name="radius">In pixels, 0 or more; below 1 nothing is added.</param>
    /// <returns>The grown mask, of the same size.</returns>
    /// <exception cref="ArgumentException">The mask's length is no whole number of slices.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The radius is negative or not finite.</exception>
    public static byte[] Dilate(ReadOnlySpan<byte> mask, int height, int width, double radius)
    {
        int slices = GridCheck.Slices(mask.Length, height, width, nameof(mask));
        if (!(radius >= 0) || !double.IsFinite(radius))
            throw new ArgumentOutOfRangeException(nameof(radius), radius, "The radius must be 0 pixels or more.");
        byte[] grown = mask.ToArray();
        if (radius >= 1)
        {
            int plane = height * width;
            for (int z = 0; z < slices; z++)
                Dilate(mask.Slice(z * plane, plane), height, width, radius, grown.AsSpan(z * plane, plane));
        }
        return grown;
    }

    private static void Dilate(ReadOnlySpan<byte> mask, int height, int width, double radius, Span<byte> grown)
    {
        // Pixels inside the mask add nothing: only its border is stamped with the disc.
        radius = Math.Min(radius, (double)height + width); // which reaches every pixel, and keeps what follows within an int
        int reach = (int)radius;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                if (mask[(y * width) + x] == 0 || !IsBorder(mask, height, width, y, x))
                    continue;
                for (int dy = Math.Max(-reach, -y); dy <= Math.Min(reach, height - 1 - y); dy++)
                {
                    int half = (int)Math.Sqrt((radius * radius) - ((double)dy * dy));
                    int first = Math.Max(0, x - half), last = Math.Min(width - 1, x + half);
                    grown.Slice(((y + dy) * width) + first, last - first + 1).Fill(1);
                }
            }
        }
    }

    private static bool IsBorder(ReadOnlySpan<byte> mask, int height, int width, int y, int x) =>
        y == 0 || y == height - 1 || x == 0 || x == width - 1
        || mask[((y - 1) * width) + x] == 0 || mask[((y + 1) * width) + x] == 0
        || mask[(y * width) + x - 1] == 0 || mask[(y * width) + x + 1] == 0;
}
