using System.Numerics;

namespace Awsnet.Components;

/// <summary>
/// Length or area of the surface around a voxel corner, for each pattern of foreground among the voxels that touch it.
/// </summary>
/// <remarks>
/// The surface passes through the midpoints between a foreground and a background voxel, as in marching cubes. Its shape
/// depends only on the smaller side (a pattern and its complement share a surface), and the connected parts of that side
/// are cut off one by one. With A the areas of a voxel's faces (sy·sz, sx·sz, sx·sy) and u = |(Az, Ay, Ax)|, a part is
/// cut off by:
/// a single voxel: a triangle, u/8; two along axis a: a rectangle, |(A_b, A_c)|/2; three in a plane across a: half a
/// face, A_a/2, and a planar piece of 3u/8; four in a plane across a: the face, A_a; a voxel with its three neighbors:
/// a hexagon, 3u/4; four in a winding path whose middle step runs along b: u/2 + |(A_a, A_b)|/4 + |(A_b, A_c)|/4.
/// </remarks>
internal static class SurfaceElementSizes
{
    public static double[] Create(in MaskGrid grid) => grid.Rank == 2
        ? Lengths(grid.RowSpacingMm, grid.ColumnSpacingMm)
        : Areas(grid.DepthSpacingMm, grid.RowSpacingMm, grid.ColumnSpacingMm);

    private static double[] Lengths(double rowMm, double columnMm)
    {
        var halfDiagonal = 0.5 * Math.Sqrt((rowMm * rowMm) + (columnMm * columnMm));
        var lengths = new double[16];
        for (var pattern = 1; pattern < 15; pattern++)
        {
            lengths[pattern] = pattern switch
            {
                0b0011 or 0b1100 => columnMm,
                0b0101 or 0b1010 => rowMm,
                0b0110 or 0b1001 => 2 * halfDiagonal,
                _ => halfDiagonal,
            };
        }

        return lengths;
    }

    private static double[] Areas(double depthMm, double rowMm, double columnMm)
    {
        // Indexed by bit of the pattern: 0 columns, 1 rows, 2 slices.
        double[] face = [rowMm * depthMm, columnMm * depthMm, columnMm * rowMm];
        var areas = new double[256];
        for (var pattern = 1; pattern < 255; pattern++)
        {
            var rest = BitOperations.PopCount((uint)pattern) <= 4 ? pattern : 255 - pattern;
            while (rest != 0)
            {
                var part = ConnectedPart(rest);
                areas[pattern] += Area(part, face);
                rest &= ~part;
            }
        }

        return areas;
    }

    /// <summary>The voxels that the lowest one reaches through faces. Voxels i and j share a face when i ^ j is one bit.</summary>
    private static int ConnectedPart(int voxels)
    {
        var part = voxels & -voxels;
        for (var before = 0; before != part;)
        {
            before = part;
            for (var voxel = 0; voxel < 8; voxel++)
            {
                if ((part >> voxel & 1) == 0) continue;
                part |= voxels & ((1 << (voxel ^ 1)) | (1 << (voxel ^ 2)) | (1 << (voxel ^ 4)));
            }
        }

        return part;
    }

    private static double Area(int part, double[] face)
    {
        Span<int> steps = stackalloc int[3];
        var most = 0;
        for (var voxel = 0; voxel < 8; voxel++)
        {
            most = Math.Max(most, Neighbors(part, voxel));
            // Each step along an axis is met from both ends.
            for (var axis = 0; axis < 3; axis++) steps[axis] += part >> voxel & part >> (voxel ^ (1 << axis)) & 1;
        }

        var u = Norm(face[0], face[1], face[2]);
        var axes = 3 - steps.Count(0);
        switch (BitOperations.PopCount((uint)part), axes)
        {
            case (1, _):
                return u / 8;
            case (2, _):
                {
                    var (a, b, c) = Cyclic(steps.IndexOfAnyExcept(0));
                    return Norm(face[b], face[c]) / 2;
                }

            case (3, _):
                return (face[steps.IndexOf(0)] / 2) + (3 * u / 8);
            case (4, 2):
                return face[steps.IndexOf(0)];
            case (4, 3) when most == 3:
                return 3 * u / 4;
            default:
                {
                    var (middle, a, c) = Cyclic(MiddleStep(part));
                    return (u / 2) + (Norm(face[a], face[middle]) / 4) + (Norm(face[middle], face[c]) / 4);
                }
        }
    }

    /// <summary>The axis of the step between the two inner voxels of a path of four.</summary>
    private static int MiddleStep(int path)
    {
        for (var axis = 0; axis < 3; axis++)
        {
            for (var voxel = 0; voxel < 8; voxel++)
            {
                if (Neighbors(path, voxel) == 2 && Neighbors(path, voxel ^ (1 << axis)) == 2) return axis;
            }
        }

        throw new InvalidOperationException("Not a path.");
    }

    private static int Neighbors(int part, int voxel)
    {
        if ((part >> voxel & 1) == 0) return 0;
        var count = 0;
        for (var axis = 0; axis < 3; axis++) count += part >> (voxel ^ (1 << axis)) & 1;
        return count;
    }

    private static (int A, int B, int C) Cyclic(int axis) => (axis, (axis + 1) % 3, (axis + 2) % 3);

    private static double Norm(double a, double b, double c = 0) => Math.Sqrt((a * a) + (b * b) + (c * c));
}
