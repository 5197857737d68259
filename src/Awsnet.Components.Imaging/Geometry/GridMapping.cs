namespace Awsnet.Components;

/// <summary>
/// The way from an original slice to a network's fixed input and back: cut a box out of the original (padding what lies
/// outside), resize it to the network's size; the way back resizes to the box and puts it where it came from, on the
/// original grid to the pixel. One object serves images, labels and probabilities of a slice, so they cannot come apart.
/// </summary>
/// <remarks>All arrays are row-major [y, x]. The object is immutable and safe to share between threads.</remarks>
public sealed class GridMapping
{
    private GridMapping(int originalHeight, int originalWidth, PixelBox box, int height, int width)
    {
        GridCheck.Size(originalHeight, originalWidth, "original");
        GridCheck.Size(box.Height, box.Width, "box");
        GridCheck.Size(height, width, "network input");
        if (box.ClipTo(originalHeight, originalWidth) is null)
            throw new ArgumentException(
                $"The box {box} does not touch the {originalHeight} x {originalWidth} image; take it from a mask of that image.",
                nameof(box));
        (OriginalHeight, OriginalWidth, Box, Height, Width) = (originalHeight, originalWidth, box, height, width);
    }

    /// <summary>Rows of the original slice.</summary>
    public int OriginalHeight { get; }

    /// <summary>Columns of the original slice.</summary>
    public int OriginalWidth { get; }

    /// <summary>The part of the original that the network sees.</summary>
    public PixelBox Box { get; }

    /// <summary>Rows of the network's input.</summary>
    public int Height { get; }

    /// <summary>Columns of the network's input.</summary>
    public int Width { get; }

    /// <summary>True when the box has the network's size, so that nothing is resampled.</summary>
    public bool IsCropOnly => Box.Height == Height && Box.Width == Width;

    /// <summary>A center crop (or pad) without resizing: the coarse network's input, 384 x 384 in the paper.</summary>
    /// <param name="originalHeight">Rows of the original slice.</param>
    /// <param name="originalWidth">Columns of the original slice.</param>
    /// <param name="height">Rows of the network's input.</param>
    /// <param name="width">Columns of the network's input.</param>
    public static GridMapping CenterCrop(int originalHeight, int originalWidth, int height, int width) =>
        new(originalHeight, originalWidth, PixelBox.Centered(originalHeight, originalWidth, height, width), height, width);

    /// <summary>A region of interest resized to the network's input: the fine network's, 128 x 128 in the paper.</summary>
    /// <param name="originalHeight">Rows of the original slice.</param>
    /// <param name="originalWidth">Columns of the original slice.</param>
    /// <param name="box">The region, e.g. <c>PixelBox.FromMask(lv, …)?.Grow(10).Square()</c>.</param>
    /// <param name="height">Rows of the network's input.</param>
    /// <param name="width">Columns of the network's input.</param>
    /// <exception cref="ArgumentException">The box lies wholly outside the image.</exception>
    public static GridMapping Region(int originalHeight, int originalWidth, PixelBox box, int height, int width) =>
        new(originalHeight, originalWidth, box, height, width);

    /// <summary>Brings an image to the network's grid.</summary>
    /// <param name="original">[OriginalHeight, OriginalWidth].</param>
    /// <param name="network">Receives [Height, Width].</param>
    /// <param name="resampling">Default <see cref="Resampling.Bilinear"/>.</param>
    /// <param name="padding">Value of what the box shows outside the image; default 0.</param>
    /// <exception cref="ArgumentException">A span's length does not fit.</exception>
    public void ImageToNetwork(
        ReadOnlySpan<float> original, Span<float> network, Resampling resampling = Resampling.Bilinear, float padding = 0)
    {
        CheckSpans(original.Length, network.Length);
        if (IsCropOnly)
        {
            Crop.Extract(original, OriginalHeight, OriginalWidth, Box, network, padding);
            return;
        }

        using var rented = new Pooled<float>(Box.Height * Box.Width);
        Crop.Extract(original, OriginalHeight, OriginalWidth, Box, rented.Span, padding);
        Resize.Image(rented.Span, Box.Height, Box.Width, network, Height, Width, resampling);
    }

    /// <summary>Brings a label map to the network's grid by nearest neighbor.</summary>
    /// <typeparam name="T">Type of a label.</typeparam>
    /// <param name="original">[OriginalHeight, OriginalWidth].</param>
    /// <param name="network">Receives [Height, Width].</param>
    /// <param name="padding">Label of what the box shows outside the image; default 0.</param>
    /// <exception cref="ArgumentException">A span's length does not fit.</exception>
    public void LabelsToNetwork<T>(ReadOnlySpan<T> original, Span<T> network, T padding = default)
        where T : unmanaged
    {
        CheckSpans(original.Length, network.Length);
        using var rented = new Pooled<T>(Box.Height * Box.Width);
        Crop.Extract(original, OriginalHeight, OriginalWidth, Box, rented.Span, padding);
        Resize.Labels<T>(rented.Span, Box.Height, Box.Width, network, Height, Width);
    }

    /// <summary>Brings an image on the network's grid back to the original grid.</summary>
    /// <param name="network">[Height, Width].</param>
    /// <param name="original">Receives [OriginalHeight, OriginalWidth].</param>
    /// <param name="resampling">Default <see cref="Resampling.Bilinear"/>.</param>
    /// <param name="outside">Value outside the box; default 0.</param>
    /// <exception cref="ArgumentException">A span's length does not fit.</exception>
    public void ImageToOriginal(
        ReadOnlySpan<float> network, Span<float> original, Resampling resampling = Resampling.Bilinear, float outside = 0)
    {
        CheckSpans(original.Length, network.Length);
        using var rented = new Pooled<float>(Box.Height * Box.Width);
        Resize.Image(network, Height, Width, rented.Span, Box.Height, Box.Width, resampling);
        original.Fill(outside);
        Crop.Insert(rented.Span, Box, original, OriginalHeight, OriginalWidth);
    }

    /// <summary>
    /// Brings a label map on the network's grid back to the original grid by nearest neighbor. After
    /// <see cref="LabelsToNetwork{T}"/> with a network grid no coarser than the box, it gives back every label of the box.
    /// </summary>
    /// <typeparam name="T">Type of a label.</typeparam>
    /// <param name="network">[Height, Width].</param>
    /// <param name="original">Receives [OriginalHeight, OriginalWidth].</param>
    /// <param name="outside">Label outside the box; default 0.</param>
    /// <exception cref="ArgumentException">A span's length does not fit.</exception>
    public void LabelsToOriginal<T>(ReadOnlySpan<T> network, Span<T> original, T outside = default)
        where T : unmanaged
    {
        CheckSpans(original.Length, network.Length);
        using var rented = new Pooled<T>(Box.Height * Box.Width);
        Resize.Labels(network, Height, Width, rented.Span, Box.Height, Box.Width);
        original.Fill(outside);
        Crop.Insert(rented.Span, Box, original, OriginalHeight, OriginalWidth);
    }

    /// <summary>
    /// Brings class probabilities back to the original grid, bilinearly; an argmax there gives smoother borders than
    /// mapping labels. Outside the box the background has probability 1.
    /// </summary>
    /// <param name="network">[classes, Height, Width].</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="original">Receives [classes, OriginalHeight, OriginalWidth].</param>
    /// <param name="background">The class of everything outside the box; default 0.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, or there is no such background class.</exception>
    public void ProbabilitiesToOriginal(ReadOnlySpan<float> network, int classes, Span<float> original, int background = 0)
    {
        GridCheck.Length(network.Length, classes, Height, Width, nameof(network));
        GridCheck.Length(original.Length, classes, OriginalHeight, OriginalWidth, nameof(original));
        if (background < 0 || background >= classes)
            throw new ArgumentOutOfRangeException(nameof(background), background, $"Expected a class from 0 to {classes - 1}.");
        int plane = Height * Width, originalPlane = OriginalHeight * OriginalWidth;
        for (int c = 0; c < classes; c++)
            ImageToOriginal(
                network.Slice(c * plane, plane), original.Slice(c * originalPlane, originalPlane),
                Resampling.Bilinear, c == background ? 1 : 0);
    }

    private void CheckSpans(int original, int network)
    {
        GridCheck.Length(original, OriginalHeight, OriginalWidth, "original");
        GridCheck.Length(network, Height, Width, "network");
    }
}
