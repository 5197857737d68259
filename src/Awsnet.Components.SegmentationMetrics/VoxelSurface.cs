using System.Numerics;

namespace Awsnet.Components;

/// <summary>Finds the surface voxels of a mask: foreground with background across a face (or edge, or corner).</summary>
internal static class VoxelSurface
{
    /// <summary>Writes 1 for a surface voxel and 0 elsewhere, over the box.</summary>
    public static void Extract(
        ReadOnlySpan<byte> mask, in MaskGrid grid, in Box box, SurfaceDefinition definition, Span<byte> surface)
    {
        using var padded = new PaddedMask(mask, grid, box);
        Span<int> offsets = stackalloc int[26];
        var neighbors = Neighbors(offsets, grid.Rank, definition, padded.RowLength, padded.SliceLength);
        for (var z = 0; z < box.Depth; z++)
        {
            for (var y = 0; y < box.Rows; y++)
                ExtractRow(padded.Cells, padded.At(z, y), neighbors, surface.Slice(((z * box.Rows) + y) * box.Columns, box.Columns));
        }
    }

    private static ReadOnlySpan<int> Neighbors(
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

    private static void ExtractRow(ReadOnlySpan<byte> cells, int start, ReadOnlySpan<int> neighbors, Span<byte> surface)
    {
        var x = 0;
        for (; surface.Length - x >= Vector<byte>.Count; x += Vector<byte>.Count)
        {
            var inside = Vector<byte>.One;
            foreach (var offset in neighbors) inside &= new Vector<byte>(cells[(start + x + offset)..]);
            Vector.AndNot(new Vector<byte>(cells[(start + x)..]), inside).CopyTo(surface[x..]);
        }

        for (; x < surface.Length; x++)
        {
            byte inside = 1;
            foreach (var offset in neighbors) inside &= cells[start + x + offset];
            surface[x] = (byte)(cells[start + x] & ~inside);
        }
    }
}
