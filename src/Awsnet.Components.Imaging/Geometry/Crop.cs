namespace Awsnet.Components;

/// <summary>Cuts boxes out of row-major [y, x] images and puts them back; what a box shows beyond the image is padding.</summary>
public static class Crop
{
    /// <summary>Copies the pixels under a box.</summary>
    /// <typeparam name="T">Type of a pixel.</typeparam>
    /// <param name="image">The image, [height, width].</param>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="box">What to cut out; may reach beyond the image.</param>
    /// <param name="target">Receives the pixels, [box.Height, box.Width].</param>
    /// <param name="padding">The value of pixels outside the image; default 0.</param>
    /// <exception cref="ArgumentException">A span's length does not fit its size.</exception>
    public static void Extract<T>(ReadOnlySpan<T> image, int height, int width, PixelBox box, Span<T> target, T padding = default)
        where T : unmanaged
    {
        GridCheck.Length(image.Length, height, width, nameof(image));
        GridCheck.Length(target.Length, box.Height, box.Width, nameof(target));
        if (box.ClipTo(height, width) is not { } part)
        {
            target.Fill(padding);
            return;
        }

        if (part != box)
            target.Fill(padding);
        for (int y = part.Top; y < part.Bottom; y++)
            image.Slice(y * width + part.Left, part.Width)
                .CopyTo(target.Slice((y - box.Top) * box.Width + part.Left - box.Left, part.Width));
    }

    /// <summary>Writes the pixels of a box back to where they came from; the rest of the image stays as it is.</summary>
    /// <typeparam name="T">Type of a pixel.</typeparam>
    /// <param name="source">The box's pixels, [box.Height, box.Width].</param>
    /// <param name="box">Where they belong; what lies beyond the image is dropped.</param>
    /// <param name="image">The image to write into, [height, width].</param>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    /// <exception cref="ArgumentException">A span's length does not fit its size.</exception>
    public static void Insert<T>(ReadOnlySpan<T> source, PixelBox box, Span<T> image, int height, int width)
        where T : unmanaged
    {
        GridCheck.Length(source.Length, box.Height, box.Width, nameof(source));
        GridCheck.Length(image.Length, height, width, nameof(image));
        if (box.ClipTo(height, width) is not { } part)
            return;
        for (int y = part.Top; y < part.Bottom; y++)
            source.Slice((y - box.Top) * box.Width + part.Left - box.Left, part.Width)
                .CopyTo(image.Slice(y * width + part.Left, part.Width));
    }
}
