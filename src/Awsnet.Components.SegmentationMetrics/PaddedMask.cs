using System.Numerics;

namespace Awsnet.Components;

/// <summary>
/// A mask's box as bytes 0 and 1 with a margin of background, which stands for what lies beyond the box and beyond the
/// image. A 2-D mask has no margin along its (absent) first axis.
/// </summary>
internal readonly struct PaddedMask : IDisposable
{
    private readonly Pooled<byte> cells;

    public PaddedMask(ReadOnlySpan<byte> mask, in MaskGrid grid, in Box box)
    {
        Margin = grid.Rank == 3 ? 1 : 0;
        RowLength = box.Columns + 2;
        SliceLength = (box.Rows + 2) * RowLength;
        cells = new Pooled<byte>((box.Depth + (2 * Margin)) * SliceLength);
        cells.Span.Clear();
        for (var z = 0; z < box.Depth; z++)
        {
            for (var y = 0; y < box.Rows; y++)
            {
                var from = mask.Slice(((((z + box.Z0) * grid.Rows) + y + box.Y0) * grid.Columns) + box.X0, box.Columns);
                ToOnes(from, cells.Span.Slice(At(z, y), box.Columns));
            }
        }
    }

    public int Margin { get; }

    public int RowLength { get; }

    public int SliceLength { get; }

    public ReadOnlySpan<byte> Cells => cells.Span;

    /// <summary>Where a row of the box begins among the cells.</summary>
    public int At(int z, int y) => ((z + Margin) * SliceLength) + ((y + 1) * RowLength) + 1;

    public void Dispose() => cells.Dispose();

    private static void ToOnes(ReadOnlySpan<byte> from, Span<byte> to)
    {
        var i = 0;
        for (; from.Length - i >= Vector<byte>.Count; i += Vector<byte>.Count)
            Vector.Min(new Vector<byte>(from[i..]), Vector<byte>.One).CopyTo(to[i..]);
        for (; i < from.Length; i++) to[i] = from[i] != 0 ? (byte)1 : (byte)0;
    }
}
