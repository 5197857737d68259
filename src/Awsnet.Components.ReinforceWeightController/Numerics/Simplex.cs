namespace Awsnet.Components;

/// <summary>The points whose elements are not negative and sum to 1.</summary>
internal static class Simplex
{
    /// <summary>The nearest point of the simplex, in place: max(yᵢ − t, 0), t such that the sum is 1.</summary>
    internal static void Project(Span<double> point)
    {
        Span<double> sorted = stackalloc double[point.Length];
        point.CopyTo(sorted);
        sorted.Sort((a, b) => b.CompareTo(a));
        double sum = 0, threshold = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            sum += sorted[i];
            threshold = (sum - 1) / (i + 1);
            if (i + 1 == sorted.Length || threshold > sorted[i + 1])
                break;
        }
        for (int i = 0; i < point.Length; i++)
            point[i] = Math.Max(point[i] - threshold, 0);
    }
}
