using System.Numerics;

namespace Awsnet.Components;

/// <summary>The five row filters: a byte is stored as its difference from what its neighbors let expect.</summary>
internal static class PngFilter
{
    public const byte None = 0, Sub = 1, Up = 2, Average = 3, Paeth = 4;

    /// <summary>Turns a stored row into pixels, in place.</summary>
    /// <param name="filter">The row's filter.</param>
    /// <param name="row">The row without its filter byte.</param>
    /// <param name="above">The row above, of at least the same length; zeros above the first.</param>
    /// <param name="distance">From a byte to its neighbor on the left.</param>
    /// <returns>False if there is no such filter.</returns>
    public static bool Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        above = above[..row.Length];
        int start = Math.Min(distance, row.Length);
        switch (filter)
        {
            case None:
                return true;
            case Sub:
                for (int i = start; i < row.Length; i++) row[i] += row[i - distance];
                return true;
            case Up:
                AddTo(row, above);
                return true;
            case Average:
                for (int i = 0; i < start; i++) row[i] += (byte)(above[i] / 2);
                for (int i = start; i < row.Length; i++) row[i] += (byte)((row[i - distance] + above[i]) / 2);
                return true;
            case Paeth:
                AddTo(row[..start], above);
                for (int i = start; i < row.Length; i++) row[i] += Predict(row[i - distance], above[i], above[i - distance]);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Turns pixels into a row to be stored.</summary>
    /// <param name="filter">The filter to apply.</param>
    /// <param name="row">The row's pixels.</param>
    /// <param name="above">The row above; zeros above the first.</param>
    /// <param name="distance">From a byte to its neighbor on the left.</param>
    /// <param name="stored">As long as the row; takes the differences.</param>
    public static void Apply(byte filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int distance, Span<byte> stored)
    {
        for (int i = 0; i < row.Length; i++)
        {
            byte left = i < distance ? (byte)0 : row[i - distance];
            byte corner = i < distance ? (byte)0 : above[i - distance];
            byte expected = filter switch
            {
                Sub => left,
                Up => above[i],
                Average => (byte)((left + above[i]) / 2),
                Paeth => Predict(left, above[i], corner),
                _ => 0,
            };
            stored[i] = (byte)(row[i] - expected);
        }
    }

    /// <summary>Whichever neighbor is nearest to left + above - corner; at a tie the first of left, above, corner.</summary>
    private static byte Predict(byte left, byte above, byte corner)
    {
        int fromLeft = Math.Abs(above - corner), fromAbove = Math.Abs(left - corner), fromCorner = Math.Abs(left + above - 2 * corner);
        if (fromLeft <= fromAbove && fromLeft <= fromCorner) return left;
        return fromAbove <= fromCorner ? above : corner;
    }

    private static void AddTo(Span<byte> row, ReadOnlySpan<byte> above)
    {
        int i = 0;
        for (; i + Vector<byte>.Count <= row.Length; i += Vector<byte>.Count)
            (new Vector<byte>(row[i..]) + new Vector<byte>(above[i..])).CopyTo(row[i..]);
        for (; i < row.Length; i++) row[i] += above[i];
    }
}
