using System.Numerics;

namespace Awsnet.Components;

/// <summary>Finds the surface voxels of a mask: foreground with background across a face (or edge, or corner).</summary>
internal static class VoxelSurface
{
    /// <summary>Writes 1 for a surface voxel and 0 elsewhere, over the box.</summary>
    public static void Extract(
        ReadOnlySpan<byte> mask, in MaskGrid grid, in Box box, SurfaceDefinition definition, Span<byte> surface)
    {
        // A margin of background on each side stands for what lies beyond the box, and beyond the image.
        var margin = grid.Rank == 3 ? 1 : 0;
        int rowLength = box.Columns + 2, sliceLength = (box.Rows + 2) * rowLength;
        using var padded = new Pooled<byte>((box.Depth + (2 * margin)) * sliceLength);
        var cells = padded.Span;
        cells.Clear();
        for (var z = 0; z < box.Depth; z++)
        {
            for (var y = 0; y < box.Rows; y++)
            {
                var from = mask.Slice(((((z + box.Z0) * grid.Rows) + y + box.Y0) * grid.Columns) + box.X0, box.Columns);
                Normalise(from, cells.Slice(((z + margin) * sliceLength) + ((y + 1) * rowLength) + 1, box.Columns));
            }
        }

        Span<int> offsets = stackalloc int[26];
        var neighbours = Neighbours(offsets, grid.Rank, definition, rowLength, sliceLength);
        for (var z = 0; z < box.Depth; z++)
        {
            for (var y = 0; y < box.Rows; y++)
            {
                var start = ((z + margin) * sliceLength) + ((y + 1) * rowLength) + 1;
                ExtractRow(cells, start, neighbours, surface.Slice(((z * box.Rows) + y) * box.Columns, box.Columns));
            }
        }
    }

    private static ReadOnlySpan<int> Neighbours(
        Span<int> offsets, int rank, SurfaceDefinition definition, int rowLength, int sliceLength)
    {
        var count = 0;
        var reach = rank == 3 ? 1 : 0;
        for (var dz = -reach; dz <= reach; dz++)
        {
            for (var dy = -1; dy <= 1; dy++)
            {
                for (var dx = -1; dx <= 1; dx++)
                {
                    var steps = Math.Abs(dz) + Math.Abs(dy) + Math.Abs(dx);
                    if (steps == 0 || (definition == SurfaceDefinition.FaceConnected && steps > 1)) continue;
                    offsets[count++] = (dz * sliceLength) + (dy * rowLength) + dx;
                }
            }
        }

        return offsets[..count];
    }

    private static void ExtractRow(ReadOnlySpan<byte> cells, int start, ReadOnlySpan<int> neighbours, Span<byte> surface)
    {
        var x = 0;
        for (; surface.Length - x >= Vector<byte>.Count; x += Vector<byte>.Count)
        {
            var inside = Vector<byte>.One;
            foreach (var offset in neighbours) inside &= new Vector<byte>(cells[(start + x + offset)..]);
            Vector.AndNot(new Vector<byte>(cells[(start + x)..]), inside).CopyTo(surface[x..]);
        }

        for (; x < surface.Length; x++)
        {
            byte inside = 1;
            foreach (var offset in neighbours) inside &= cells[start + x + offset];
            surface[x] = (byte)(cells[start + x] & ~inside);
        }
    }

    private static void Normalise(ReadOnlySpan<byte> from, Span<byte> to)
    {
        var i = 0;
        for (; from.Length - i >= Vector<byte>.Count; i += Vector<byte>.Count)
            Vector.Min(new Vector<byte>(from[i..]), Vector<byte>.One).CopyTo(to[i..]);
        for (; i < from.Length; i++) to[i] = from[i] != 0 ? (byte)1 : (byte)0;
    }
}
