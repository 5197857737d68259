namespace Awsnet.Components;

/// <summary>One window of one image.</summary>
/// <param name="Image">Which image of the batch.</param>
/// <param name="Step">Which start along the axis that is swept.</param>
/// <param name="Start">Where the window starts in the image, an entry for each spatial axis.</param>
internal sealed record WindowPlace(long Image, int Step, long[] Start)
{
    public override string ToString() => $"[{string.Join(", ", Start)}] of image {Image}";
}

/// <summary>
/// All windows over a batch of images. They sweep along the axis of which the window holds the smallest part, so that only rows under open
/// windows need be kept.
/// </summary>
internal sealed class WindowGrid
{
    public WindowGrid(Tensor image, SlidingWindowOptions options)
    {
        int axes = (int)image.Dimensions - 2;
        if (axes is not (2 or 3) || image.NumberOfElements == 0)
            throw new ArgumentException(
                $"The image is [{string.Join(", ", image.shape)}]; expected [N, C, H, W] or [N, C, D, H, W] with at least one pixel.",
                nameof(image));
        CheckCount(options.WindowSize.Count, nameof(options.WindowSize));
        CheckCount(options.Overlap.Count, nameof(options.Overlap));
        if (options.MirrorAxes.Any(axis => axis >= axes))
            throw new ArgumentException(
                $"MirrorAxes is [{string.Join(", ", options.MirrorAxes)}] but the image is [{string.Join(", ", image.shape)}]; its " +
                $"spatial axes are 0 to {axes - 1}.");
        Images = image.shape[0];
        Axes = [.. Enumerable.Range(0, axes).Select(axis => WindowAxis.Create(image.shape[axis + 2], Of(options.WindowSize, axis),
            Of(options.Overlap, axis)))];
        CheckPadding(options.Padding);
        Sweep = Enumerable.Range(0, axes).MinBy(axis => (double)Axes[axis].Extent / Axes[axis].Size);

        void CheckCount(int count, string option)
        {
            if (count != 1 && count != axes)
                throw new ArgumentException(
                    $"{option} has {count} entries but the image is [{string.Join(", ", image.shape)}]; give 1 for all axes or {axes}.");
        }
    }

    public long Images { get; }

    public IReadOnlyList<WindowAxis> Axes { get; }

    /// <summary>The spatial axis along which the windows sweep.</summary>
    public int Sweep { get; }

    public WindowAxis SweptAxis => Axes[Sweep];

    public long WindowsPerImage => Axes.Aggregate(1L, (count, axis) => count * axis.Starts.Length);

    public long Windows => Images * WindowsPerImage;

    /// <summary>Every window: image after image, step after step of the sweep.</summary>
    public IEnumerable<WindowPlace> Places()
    {
        for (long image = 0; image < Images; image++)
        {
            for (int step = 0; step < SweptAxis.Starts.Length; step++)
            {
                foreach (long[] start in Across())
                {
                    start[Sweep] = SweptAxis.Starts[step];
                    yield return new WindowPlace(image, step, start);
                }
            }
        }
    }

    /// <summary>The starts of the windows of one step, 0 along the axis that is swept.</summary>
    public IEnumerable<long[]> Across()
    {
        IEnumerable<long[]> starts = [[]];
        for (int axis = 0; axis < Axes.Count; axis++)
        {
            long[] along = axis == Sweep ? [0] : Axes[axis].Starts;
            starts = starts.SelectMany(_ => along, (start, next) => (long[])[.. start, next]);
        }
        return starts;
    }

    /// <summary>The part of [N, C, …] that the places of a window with this start lie on; one image of it.</summary>
    public Tensor Under(Tensor images, long[] start)
    {
        for (int axis = 0; axis < Axes.Count; axis++)
            images = images.narrow(axis + 2, start[axis], Axes[axis].Extent);
        return images;
    }

    private static T Of<T>(IReadOnlyList<T> given, int axis) => given[given.Count == 1 ? 0 : axis];

    private void CheckPadding(PaddingModes padding)
    {
        foreach (WindowAxis axis in Axes)
        {
            long most = padding switch { PaddingModes.Reflect => axis.Size - 1, PaddingModes.Circular => axis.Size, _ => long.MaxValue };
            if (axis.After > most)
                throw new ArgumentException(
                    $"WindowSize is {axis.Window} where the image has {axis.Size} pixels; {padding} padding reaches no further than " +
                    $"{most} on each side. Take a window of at most {axis.Size + 2 * most}, or Padding Constant or Replicate.");
        }
    }
}
