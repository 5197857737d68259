using System.Numerics;

namespace Awsnet.Components;

/// <summary>Exact Euclidean distance to the nearest element of a surface, for any point of the lattice.</summary>
/// <remarks>
/// The first pass of the separable transform gives each point the steps to the nearest element of its column. A point
/// then looks outwards from itself, first along its row, then in the slices before and after, and stops where the axis
/// alone is farther than the best found: a few reads when surfaces lie close. When the reads exceed a fixed number per
/// lattice point (surfaces far apart), the remaining passes are done by lower envelopes, so that the cost stays linear in
/// voxels whatever the masks.
/// </remarks>
/// <param name="lattice">The lattice.</param>
/// <param name="steps">From <see cref="ColumnSteps"/>.</param>
internal ref struct NearestElement(Lattice lattice, ReadOnlySpan<ushort> steps)
{
    private const int ReadsPerPoint = 4;

    private readonly ReadOnlySpan<ushort> steps = steps;
    private EnvelopeTransform? envelopes;
    private long readsLeft = (long)ReadsPerPoint * lattice.Count;

    /// <summary>Rows between each point and the nearest element of its column in its slice; the row count where there is none.</summary>
    public static void ColumnSteps(Lattice lattice, ReadOnlySpan<byte> elements, Span<ushort> steps)
    {
        int rows = lattice.Rows, columns = lattice.Columns;
        for (var z = 0; z < lattice.Depth; z++)
        {
            var slice = z * rows * columns;
            for (var y = 0; y < rows; y++)
            {
                var at = slice + (y * columns);
                var before = y == 0 ? default : steps.Slice(at - columns, columns);
                Down(elements.Slice(at, columns), before, steps.Slice(at, columns), (ushort)rows);
            }

            for (var y = rows - 2; y >= 0; y--)
            {
                var at = slice + (y * columns);
                Up(steps.Slice(at + columns, columns), steps.Slice(at, columns));
            }
        }
    }

    /// <summary>Squared distance in mm² from a lattice point to the nearest element; infinite if there is none.</summary>
    public double Squared(int z, int y, int x)
    {
        if (readsLeft < 0)
        {
            envelopes ??= new EnvelopeTransform(lattice);
            return envelopes.Squared(steps, z, y, x);
        }

        var best = double.PositiveInfinity;
        var zSquares = lattice.DepthSquares;
        for (var dz = 0; dz < lattice.Depth && zSquares[dz] < best; dz++)
        {
            if (z - dz >= 0) best = SearchRow(z - dz, y, x, zSquares[dz], best);
            if (dz > 0 && z + dz < lattice.Depth) best = SearchRow(z + dz, y, x, zSquares[dz], best);
        }

        return best;
    }

    public readonly void Dispose() => envelopes?.Dispose();

    private double SearchRow(int z, int y, int x, double zSquare, double best)
    {
        var row = steps.Slice(((z * lattice.Rows) + y) * lattice.Columns, lattice.Columns);
        double[] xSquares = lattice.ColumnSquares, ySquares = lattice.RowSquares;
        best = Math.Min(best, zSquare + ySquares[row[x]]);
        var dx = 1;
        for (; zSquare + xSquares[dx] < best; dx++)
        {
            int left = x - dx, right = x + dx;
            if ((uint)left < (uint)row.Length) best = Math.Min(best, zSquare + ySquares[row[left]] + xSquares[dx]);
            else if (right >= row.Length) break;
            if (right < row.Length) best = Math.Min(best, zSquare + ySquares[row[right]] + xSquares[dx]);
        }

        readsLeft -= dx;
        return best;
    }

    private static void Down(ReadOnlySpan<byte> elements, ReadOnlySpan<ushort> before, Span<ushort> steps, ushort none)
    {
        var x = 0;
        if (!before.IsEmpty)
        {
            var cap = new Vector<ushort>(none);
            for (; steps.Length - x >= Vector<byte>.Count; x += Vector<byte>.Count)
            {
                Vector.Widen(Vector.Equals(new Vector<byte>(elements[x..]), default), out var low, out var high);
                DownLanes(low, before[x..], steps[x..], cap);
                DownLanes(high, before[(x + Vector<ushort>.Count)..], steps[(x + Vector<ushort>.Count)..], cap);
            }
        }

        for (; x < steps.Length; x++)
        {
            var above = before.IsEmpty ? none : before[x];
            steps[x] = elements[x] != 0 ? (ushort)0 : (ushort)Math.Min(above + 1, none);
        }
    }

    private static void DownLanes(Vector<ushort> empty, ReadOnlySpan<ushort> before, Span<ushort> steps, Vector<ushort> cap)
    {
        // A widened 0x00FF marks "no element here"; comparing makes it a full mask.
        var keep = Vector.GreaterThan(empty, default);
        (Vector.Min(new Vector<ushort>(before) + Vector<ushort>.One, cap) & keep).CopyTo(steps);
    }

    private static void Up(ReadOnlySpan<ushort> below, Span<ushort> steps)
    {
        var x = 0;
        for (; steps.Length - x >= Vector<ushort>.Count; x += Vector<ushort>.Count)
            Vector.Min(new Vector<ushort>(below[x..]) + Vector<ushort>.One, new Vector<ushort>(steps[x..])).CopyTo(steps[x..]);
        for (; x < steps.Length; x++) steps[x] = (ushort)Math.Min(below[x] + 1, steps[x]);
    }
}
