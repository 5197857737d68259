namespace Awsnet.Components;

/// <summary>
/// Cleans masks by their connected components. In a slice, pixels that share an edge are connected; in a volume, also voxels that share an
/// edge or a corner only, because the slices of a stack are few and far apart.
/// </summary>
public static class ConnectedComponents
{
    /// <summary>Keeps the component of a slice whose pixels weigh most together.</summary>
    /// <param name="mask">[height, width], 0 or 1; changed in place.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="weights">[height, width], what each pixel weighs; empty (the default) for 1 each. Of equal components the first in
    /// reading order is kept.</param>
    /// <returns>How many components there were.</returns>
    /// <exception cref="ArgumentException">A length does not fit the size, or a component's weight is not a number; the mask is as it
    /// was then.</exception>
    public static int KeepLargest(Span<byte> mask, int height, int width, ReadOnlySpan<float> weights = default)
    {
        GridCheck.Length(mask.Length, height, width, nameof(mask));
        if (!weights.IsEmpty)
            GridCheck.Length(weights.Length, height, width, nameof(weights));
        var labels = new int[mask.Length];
        int count = 0, best = 0;
        double most = double.NegativeInfinity;
        for (int i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0 || labels[i] != 0)
                continue;
            double weight = Flood(mask, labels, height, width, i, ++count, weights);
            if (double.IsNaN(weight))
                throw new ArgumentException(
                    $"The weights of the component at pixel {i} do not add up to a number; give each pixel of the mask a finite weight.",
                    nameof(weights));
            if (weight > most)
                (most, best) = (weight, count);
        }
        for (int i = 0; i < mask.Length; i++)
            mask[i] = labels[i] == best && best != 0 ? (byte)1 : (byte)0;
        return count;
    }

    /// <summary>
    /// Keeps one object of a stack of slices: where the slices, projected onto each other, have several components, the one with the
    /// greatest sum of probabilities is kept; of that the largest component of each slice, with its holes filled.
    /// </summary>
    /// <param name="probabilities">[slices, height, width].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="mask">Receives 1 where the object is, else 0; [slices, height, width].</param>
    /// <param name="threshold">The least probability of a pixel of the object. Default 0.5.</param>
    /// <returns>The share of the pixels at or above the threshold that was left out: 0 where all belonged to one object.</returns>
    /// <exception cref="ArgumentException">A length does not fit the size.</exception>
    public static double KeepOneObject(
        ReadOnlySpan<float> probabilities, int height, int width, Span<byte> mask, double threshold = 0.5)
    {
        int slices = GridCheck.Slices(probabilities.Length, height, width, nameof(probabilities));
        GridCheck.Length(mask.Length, slices, height, width, nameof(mask));
        int plane = height * width;
        var projection = new byte[plane];
        var weight = new float[plane];
        mask.Clear();
        for (int i = 0; i < mask.Length; i++)
        {
            if (!(probabilities[i] >= threshold)) // a probability that is not a number is none
                continue;
            mask[i] = 1;
            projection[i % plane] = 1;
            weight[i % plane] += probabilities[i];
        }
        int marked = mask.Length - mask.Count((byte)0), kept = 0;
        KeepLargest(projection, height, width, weight);
        for (int start = 0; start < mask.Length; start += plane)
        {
            Span<byte> slice = mask.Slice(start, plane);
            for (int i = 0; i < plane; i++)
                slice[i] &= projection[i];
            KeepLargest(slice, height, width);
            kept += plane - slice.Count((byte)0);
            FillHoles(slice, height, width);
        }
        return marked == 0 ? 0 : 1 - ((double)kept / marked);
    }

    /// <summary>Fills the holes of a slice: background that no path of background pixels connects to the border.</summary>
    /// <param name="mask">[height, width], 0 or 1; changed in place.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentException">The length does not fit the size.</exception>
    public static void FillHoles(Span<byte> mask, int height, int width)
    {
        GridCheck.Length(mask.Length, height, width, nameof(mask));
        var background = new byte[mask.Length];
        for (int i = 0; i < mask.Length; i++)
            background[i] = mask[i] == 0 ? (byte)1 : (byte)0;
        var labels = new int[mask.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x += y == 0 || y == height - 1 ? 1 : Math.Max(1, width - 1))
            {
                int i = (y * width) + x;
                if (background[i] != 0 && labels[i] == 0)
                    Flood(background, labels, height, width, i, 1, default);
            }
        }
        for (int i = 0; i < mask.Length; i++)
            mask[i] = labels[i] == 0 ? (byte)1 : (byte)0;
    }

    /// <summary>Gives the components of a volume that are small beside the largest one another label.</summary>
    /// <typeparam name="T">Type of a label.</typeparam>
    /// <param name="labels">[slices, height, width]; changed in place.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="isIn">Which labels belong to the components.</param>
    /// <param name="replacement">What the voxels of a small component become.</param>
    /// <param name="leastShare">The least size that is kept, as a share of the largest component's; 0 keeps all, 1 the largest ones
    /// alone.</param>
    /// <exception cref="ArgumentException">The length is no whole number of slices, or the share is outside [0, 1].</exception>
    public static void RemoveSmall<T>(Span<T> labels, int height, int width, Func<T, bool> isIn, T replacement, double leastShare)
    {
        ArgumentNullException.ThrowIfNull(isIn);
        GridCheck.Slices(labels.Length, height, width, nameof(labels));
        Option.Within(leastShare, 0, 1);
        if (leastShare == 0)
            return;
        List<List<int>> components = Of(labels, height, width, isIn);
        int largest = components.Select(component => component.Count).DefaultIfEmpty().Max();
        Replace(labels, components.Where(component => component.Count < leastShare * largest), replacement);
    }

    /// <summary>
    /// Gives the components of a volume that lie in one slice alone another label, where the largest component lies in several: what is
    /// there is seen in the next slice as well.
    /// </summary>
    /// <typeparam name="T">Type of a label.</typeparam>
    /// <param name="labels">[slices, height, width]; changed in place.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="isIn">Which labels belong to the components.</param>
    /// <param name="replacement">What the voxels of such a component become.</param>
    /// <exception cref="ArgumentException">The length is no whole number of slices.</exception>
    public static void RemoveSingleSlice<T>(Span<T> labels, int height, int width, Func<T, bool> isIn, T replacement)
    {
        ArgumentNullException.ThrowIfNull(isIn);
        GridCheck.Slices(labels.Length, height, width, nameof(labels));
        List<List<int>> components = Of(labels, height, width, isIn);
        int plane = height * width;
        bool IsFlat(List<int> component) => component.TrueForAll(voxel => voxel / plane == component[0] / plane);
        if (components.MaxBy(component => component.Count) is { } largest && !IsFlat(largest))
            Replace(labels, components.Where(IsFlat), replacement);
    }

    private static double Flood(
        ReadOnlySpan<byte> mask, int[] labels, int height, int width, int start, int label, ReadOnlySpan<float> weights)
    {
        var waiting = new Stack<int>();
        waiting.Push(start);
        labels[start] = label;
        double weight = 0;
        while (waiting.TryPop(out int i))
        {
            weight += weights.IsEmpty ? 1 : weights[i];
            int y = i / width, x = i % width;
            if (y > 0)
                Visit(i - width, mask);
            if (y < height - 1)
                Visit(i + width, mask);
            if (x > 0)
                Visit(i - 1, mask);
            if (x < width - 1)
                Visit(i + 1, mask);
        }
        return weight;

        void Visit(int neighbor, ReadOnlySpan<byte> open)
        {
            if (open[neighbor] == 0 || labels[neighbor] != 0)
                return;
            labels[neighbor] = label;
            waiting.Push(neighbor);
        }
    }

    private static List<List<int>> Of<T>(ReadOnlySpan<T> labels, int height, int width, Func<T, bool> isIn)
    {
        int slices = labels.Length / (height * width);
        List<List<int>> components = [];
        var seen = new bool[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            if (!seen[i] && isIn(labels[i]))
                components.Add(ComponentAt(i, labels, isIn, seen, slices, height, width));
        }
        return components;
    }

    private static void Replace<T>(Span<T> labels, IEnumerable<List<int>> components, T replacement)
    {
        foreach (List<int> component in components)
        {
            foreach (int voxel in component)
                labels[voxel] = replacement;
        }
    }

    private static List<int> ComponentAt<T>(
        int start, ReadOnlySpan<T> labels, Func<T, bool> isIn, bool[] seen, int slices, int height, int width)
    {
        List<int> component = [start];
        seen[start] = true;
        for (int next = 0; next < component.Count; next++)
        {
            int z = component[next] / (height * width), y = component[next] / width % height, x = component[next] % width;
            for (int atZ = Math.Max(0, z - 1); atZ <= Math.Min(slices - 1, z + 1); atZ++)
            {
                for (int atY = Math.Max(0, y - 1); atY <= Math.Min(height - 1, y + 1); atY++)
                {
                    for (int atX = Math.Max(0, x - 1); atX <= Math.Min(width - 1, x + 1); atX++)
                    {
                        int i = (((atZ * height) + atY) * width) + atX;
                        if (seen[i] || !isIn(labels[i]))
                            continue;
                        seen[i] = true;
                        component.Add(i);
                    }
                }
            }
        }
        return component;
    }
}
