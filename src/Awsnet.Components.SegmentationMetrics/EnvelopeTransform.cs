using System.Buffers;

namespace Awsnet.Components;

/// <summary>
/// The last two passes of the separable exact squared distance transform: along each line,
/// D(x) = min over u of f(u) + ((x − u) s)², read off the lower envelope of the parabolas in linear time.
/// </summary>
/// <remarks>A line is transformed when a point on it is first asked for, and no more than once.</remarks>
internal sealed class EnvelopeTransform : IDisposable
{
    private const byte Done = 1;

    private readonly Lattice lattice;
    private readonly double[] squared;
    private readonly byte[] rowsDone;
    private readonly byte[] columnsDone;
    private readonly double[] line;
    private readonly double[] starts;
    private readonly int[] sites;

    public EnvelopeTransform(Lattice lattice)
    {
        this.lattice = lattice;
        var longest = Math.Max(lattice.Columns, lattice.Depth);
        squared = ArrayPool<double>.Shared.Rent(lattice.Count);
        rowsDone = ArrayPool<byte>.Shared.Rent(lattice.Depth * lattice.Rows);
        columnsDone = ArrayPool<byte>.Shared.Rent(lattice.Rows * lattice.Columns);
        rowsDone.AsSpan(0, lattice.Depth * lattice.Rows).Clear();
        columnsDone.AsSpan(0, lattice.Rows * lattice.Columns).Clear();
        line = ArrayPool<double>.Shared.Rent(longest);
        starts = ArrayPool<double>.Shared.Rent(longest);
        sites = ArrayPool<int>.Shared.Rent(longest);
    }

    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(squared);
        ArrayPool<byte>.Shared.Return(rowsDone);
        ArrayPool<byte>.Shared.Return(columnsDone);
        ArrayPool<double>.Shared.Return(line);
        ArrayPool<double>.Shared.Return(starts);
        ArrayPool<int>.Shared.Return(sites);
    }

    /// <summary>As <see cref="NearestElement.Squared"/>, from <see cref="NearestElement.ColumnSteps"/>, the same at every call.</summary>
    public double Squared(ReadOnlySpan<ushort> steps, int z, int y, int x)
    {
        int slice = lattice.Rows * lattice.Columns, at = (y * lattice.Columns) + x;
        if (columnsDone[at] != Done)
        {
            for (var row = y; row < lattice.Depth * lattice.Rows; row += lattice.Rows) AlongRow(steps, row);
            if (lattice.Depth > 1)
            {
                for (var k = 0; k < lattice.Depth; k++) line[k] = squared[at + (k * slice)];
                Transform(lattice.Depth, lattice.DepthSquares, squared.AsSpan(at), slice);
            }

            columnsDone[at] = Done;
        }

        return squared[at + (z * slice)];
    }

    private void AlongRow(ReadOnlySpan<ushort> steps, int row)
    {
        if (rowsDone[row] == Done) return;
        var at = row * lattice.Columns;
        for (var x = 0; x < lattice.Columns; x++) line[x] = lattice.RowSquares[steps[at + x]];
        Transform(lattice.Columns, lattice.ColumnSquares, squared.AsSpan(at), 1);
        rowsDone[row] = Done;
    }

    /// <summary>One line of f. <paramref name="squares"/>[k] is (k s)², so squares[1] is s².</summary>
    private void Transform(int length, double[] squares, Span<double> result, int stride)
    {
        var f = line.AsSpan(0, length);
        var twiceUnit = 2 * squares[1];
        var top = -1;
        for (var u = 0; u < length; u++)
        {
            if (double.IsPositiveInfinity(f[u])) continue;
            var start = double.NegativeInfinity;
            while (top >= 0)
            {
                var v = sites[top];
                // Where the parabola of u dips below that of v: f(u) + (x−u)²s² = f(v) + (x−v)²s².
                start = ((f[u] - f[v]) / (twiceUnit * (u - v))) + (0.5 * (u + v));
                if (start > starts[top]) break;
                top--;
                start = double.NegativeInfinity;
            }

            top++;
            sites[top] = u;
            starts[top] = start;
        }

        var k = 0;
        for (var x = 0; x < length; x++)
        {
            while (k < top && starts[k + 1] < x) k++;
            result[x * stride] = top < 0 ? double.PositiveInfinity : f[sites[k]] + squares[Math.Abs(x - sites[k])];
        }
    }
}
