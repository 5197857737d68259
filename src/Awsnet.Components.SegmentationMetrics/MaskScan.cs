using System.Numerics;

namespace Awsnet.Components;

/// <summary>One pass over a pair of masks: counts by outcome and the box around the foreground of both.</summary>
internal static class MaskScan
{
    public static ConfusionCounts Run(ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth, in MaskGrid grid, out Box box)
    {
        long both = 0, predicted = 0, actual = 0;
        int z0 = int.MaxValue, z1 = 0, y0 = int.MaxValue, y1 = 0, x0 = int.MaxValue, x1 = 0;
        for (var z = 0; z < grid.Depth; z++)
        {
            for (var y = 0; y < grid.Rows; y++)
            {
                var start = ((z * grid.Rows) + y) * grid.Columns;
                var p = prediction.Slice(start, grid.Columns);
                var t = truth.Slice(start, grid.Columns);
                var (pFirst, pEnd) = Extent(p);
                var (tFirst, tEnd) = Extent(t);
                int first = Math.Min(pFirst, tFirst), end = Math.Max(pEnd, tEnd);
                if (first >= end) continue;

                Count(p[first..end], t[first..end], ref both, ref predicted, ref actual);
                z0 = Math.Min(z0, z);
                z1 = z + 1;
                y0 = Math.Min(y0, y);
                y1 = Math.Max(y1, y + 1);
                x0 = Math.Min(x0, first);
                x1 = Math.Max(x1, end);
            }
        }

        box = z1 == 0 ? default : new Box(z0, z1, y0, y1, x0, x1);
        return new ConfusionCounts(both, predicted - both, actual - both, grid.Count - predicted - actual + both);
    }

    private static (int First, int End) Extent(ReadOnlySpan<byte> row)
    {
        var first = row.IndexOfAnyExcept((byte)0);
        return first < 0 ? (int.MaxValue, 0) : (first, row.LastIndexOfAnyExcept((byte)0) + 1);
    }

    private static void Count(ReadOnlySpan<byte> p, ReadOnlySpan<byte> t, ref long both, ref long predicted, ref long actual)
    {
        var i = 0;
        // Non-zero bytes become 1; no more than 255 vectors are summed, so that a byte lane cannot overflow.
        while (p.Length - i >= Vector<byte>.Count)
        {
            Vector<byte> bothSum = default, pSum = default, tSum = default;
            for (var step = 0; step < 255 && p.Length - i >= Vector<byte>.Count; step++, i += Vector<byte>.Count)
            {
                var pOne = Vector.Min(new Vector<byte>(p[i..]), Vector<byte>.One);
                var tOne = Vector.Min(new Vector<byte>(t[i..]), Vector<byte>.One);
                pSum += pOne;
                tSum += tOne;
                bothSum += pOne & tOne;
            }

            both += Sum(bothSum);
            predicted += Sum(pSum);
            actual += Sum(tSum);
        }

        for (; i < p.Length; i++)
        {
            int pOne = p[i] != 0 ? 1 : 0, tOne = t[i] != 0 ? 1 : 0;
            predicted += pOne;
            actual += tOne;
            both += pOne & tOne;
        }
    }

    private static long Sum(Vector<byte> lanes)
    {
        Vector.Widen(lanes, out var low, out var high);
        return Vector.Sum(low + high);
    }
}
