using System.Numerics;

namespace Awsnet.Components;

/// <summary>Finds the voxel corners at which foreground and background meet.</summary>
/// <remarks>
/// A corner touches 4 voxels in 2-D and 8 in 3-D, one bit each: bit 4 dz + 2 dy + dx for the voxel dz slices, dy rows and
/// dx columns after the first. The pattern tells the shape of the surface there, see <see cref="SurfaceElementSizes"/>.
/// </remarks>
internal static class CornerSurface
{
    /// <summary>
    /// Writes each corner's pattern, over a lattice one longer than the box along each axis; 0 where no surface passes.
    /// </summary>
    public static void Extract(ReadOnlySpan<byte> mask, in MaskGrid grid, in Box box, Lattice lattice, Span<byte> patterns)
    {
        using var padded = new PaddedMask(mask, grid, box);
        var slices = grid.Rank == 3 ? 2 : 1;
        var full = (byte)(grid.Rank == 3 ? 255 : 15);
        for (var z = 0; z < lattice.Depth; z++)
        {
            for (var y = 0; y < lattice.Rows; y++)
            {
                // The first voxel a corner touches lies one before it on each axis: in the padded mask, at its own place.
                var start = (z * padded.SliceLength) + (y * padded.RowLength);
                var row = patterns.Slice(((z * lattice.Rows) + y) * lattice.Columns, lattice.Columns);
                ExtractRow(padded, start, slices, full, row);
            }
        }
    }

    private static void ExtractRow(in PaddedMask padded, int start, int slices, byte full, Span<byte> patterns)
    {
        var cells = padded.Cells;
        var x = 0;
        for (; patterns.Length - x >= Vector<byte>.Count; x += Vector<byte>.Count)
        {
            var pattern = Vector<byte>.Zero;
            for (var bit = 0; bit < 4 * slices; bit++)
            {
                var inside = new Vector<byte>(cells[(Voxel(padded, start, bit) + x)..]);
                pattern |= (Vector<byte>.Zero - inside) & new Vector<byte>((byte)(1 << bit));
            }

            Vector.AndNot(pattern, Vector.Equals(pattern, new Vector<byte>(full))).CopyTo(patterns[x..]);
        }

        for (; x < patterns.Length; x++)
        {
            var pattern = 0;
            for (var bit = 0; bit < 4 * slices; bit++) pattern |= cells[Voxel(padded, start, bit) + x] << bit;
            patterns[x] = pattern == full ? (byte)0 : (byte)pattern;
        }
    }

    private static int Voxel(in PaddedMask padded, int start, int bit) =>
        start + ((bit >> 2) * padded.SliceLength) + (((bit >> 1) & 1) * padded.RowLength) + (bit & 1);
}
