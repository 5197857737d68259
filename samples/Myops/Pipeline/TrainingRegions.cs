namespace Awsnet.Components.Myops;

/// <summary>What CASN's second network is trained on.</summary>
internal static class TrainingRegions
{
    // How far the first network's rectangle may be off, in parts of its side.
    private const double LargestShift = 0.2, LeastScale = 0.8, GreatestScale = 1.5;

    /// <summary>The right square first, then others such as the first network may give: shifted, larger and smaller ones.</summary>
    public static IReadOnlyList<GridMapping> Of(Ventricle ventricle, CasnOptions casn, int others, long seed)
    {
        int height = ventricle.Height, width = ventricle.Width;
        if (ventricle.Rectangle() is not { } rectangle)
            return [Casn.LocateRegion(height, width, casn with { LocateSize = casn.RegionSize })];
        var right = Casn.SegmentRegion(rectangle, height, width, casn);
        List<GridMapping> regions = [right];
        var random = new SplitMix64((ulong)seed);
        while (regions.Count <= others)
        {
            var side = (int)Math.Round(right.Box.Height * random.Uniform(LeastScale, GreatestScale));
            int top = right.Box.Top + ((right.Box.Height - side) / 2) + Shift(),
                left = right.Box.Left + ((right.Box.Width - side) / 2) + Shift();
            var box = new PixelBox(top, left, side, side);
            // A square beyond the image's border shows nothing.
            if (box.ClipTo(height, width) is not null)
                regions.Add(GridMapping.Region(height, width, box, casn.RegionSize, casn.RegionSize));
        }

        return regions;

        int Shift() => (int)Math.Round(right.Box.Height * random.Uniform(-LargestShift, LargestShift));
    }
}
