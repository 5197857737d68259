namespace Awsnet.Components.Myops;

/// <summary>What CASN's networks look at.</summary>
internal static class CoarseRegion
{
    // How far the first network's rectangle may be off, in parts of its side.
    private const double LargestShift = 0.2, LeastScale = 0.8, GreatestScale = 1.5;

    /// <summary>The first network's: the middle of the slices.</summary>
    public static GridMapping Whole(NormalizedCase normalized, CoarseOptions options) => To(normalized.Source, normalized.Crop, options);

    /// <summary>The second network's: a square around a rectangle, with a margin.</summary>
    public static GridMapping Around(NormalizedCase normalized, PixelBox rectangle, CoarseOptions options) =>
        To(normalized.Source, WithMargin(rectangle, options), options);

    /// <summary>The second network's in training: the right square first, then others such as the first network may give.</summary>
    public static IReadOnlyList<GridMapping> ForTraining(NormalizedCase normalized, Ventricle ventricle, CoarseOptions options, long seed)
    {
        if (ventricle.Rectangle() is not { } rectangle) return [Whole(normalized, options)];
        var right = WithMargin(rectangle, options);
        List<GridMapping> mappings = [To(normalized.Source, right, options)];
        var random = new SplitMix64(seed);
        while (mappings.Count <= options.OtherRectangles)
        {
            var side = (int)Math.Round(right.Height * random.Uniform(LeastScale, GreatestScale));
            double down = right.Height * random.Uniform(-LargestShift, LargestShift), across = right.Width * random.Uniform(-LargestShift, LargestShift);
            int top = right.Top + ((right.Height - side) / 2) + (int)Math.Round(down), left = right.Left + ((right.Width - side) / 2) + (int)Math.Round(across);
            var box = new PixelBox(top, left, side, side);
            // A square beyond the image's border shows nothing.
            if (box.ClipTo(normalized.Source.Height, normalized.Source.Width) is not null) mappings.Add(To(normalized.Source, box, options));
        }

        return mappings;
    }

    private static PixelBox WithMargin(PixelBox rectangle, CoarseOptions options) =>
        rectangle.Grow((int)Math.Ceiling(Math.Max(rectangle.Height, rectangle.Width) * options.RectangleMargin)).Square();

    private static GridMapping To(MyoPsVolume volume, PixelBox box, CoarseOptions options) =>
        GridMapping.Region(volume.Height, volume.Width, box, options.InputSize, options.InputSize);
}
