namespace Awsnet.Components.Myops;

/// <summary>Connected parts of a 2-D mask, pixels joined along rows and columns.</summary>
internal static class MaskComponents
{
    /// <summary>Keeps the part whose pixels weigh most together; the first one found wins a tie.</summary>
    /// <param name="mask">[height, width]; changed in place.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="weights">What each pixel weighs; empty for 1.</param>
    /// <returns>How many parts there were.</returns>
    public static int KeepLargest(Span<byte> mask, int height, int width, ReadOnlySpan<float> weights = default)
    {
        var labels = new int[mask.Length];
        int count = 0, best = 0;
        double most = double.NegativeInfinity;
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0 || labels[i] != 0) continue;
            var weight = Flood(mask, labels, height, width, i, ++count, weights);
            if (weight > most) (most, best) = (weight, count);
        }

        for (var i = 0; i < mask.Length; i++) mask[i] = labels[i] == best && best != 0 ? (byte)1 : (byte)0;
        return count;
    }

    /// <summary>Fills what the mask encloses: background that no path of pixels joins to the border.</summary>
    public static void FillHoles(Span<byte> mask, int height, int width)
    {
        var outside = new byte[mask.Length];
        for (var i = 0; i < mask.Length; i++) outside[i] = mask[i] == 0 ? (byte)1 : (byte)0;
        var labels = new int[mask.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x += y == 0 || y == height - 1 ? 1 : Math.Max(1, width - 1))
            {
                var i = (y * width) + x;
                if (outside[i] != 0 && labels[i] == 0) Flood(outside, labels, height, width, i, 1, default);
            }
        }

        for (var i = 0; i < mask.Length; i++) mask[i] = labels[i] == 0 ? (byte)1 : (byte)0;
    }

    private static double Flood(ReadOnlySpan<byte> mask, int[] labels, int height, int width, int start, int label, ReadOnlySpan<float> weights)
    {
        var waiting = new Stack<int>();
        waiting.Push(start);
        labels[start] = label;
        double weight = 0;
        while (waiting.TryPop(out var i))
        {
            weight += weights.IsEmpty ? 1 : weights[i];
            int y = i / width, x = i % width;
            if (y > 0) Visit(i - width, mask);
            if (y < height - 1) Visit(i + width, mask);
            if (x > 0) Visit(i - 1, mask);
            if (x < width - 1) Visit(i + 1, mask);
        }

        return weight;

        void Visit(int neighbor, ReadOnlySpan<byte> open)
        {
            if (open[neighbor] == 0 || labels[neighbor] != 0) return;
            labels[neighbor] = label;
            waiting.Push(neighbor);
        }
    }
}
