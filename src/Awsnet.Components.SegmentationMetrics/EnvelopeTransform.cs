namespace Awsnet.Components;

/// <summary>
/// The last two passes of the separable exact squared distance transform: along each line,
/// D(x) = min over u of f(u) + ((x − u) s)², read off the lower envelope of the parabolas in linear time.
/// </summary>
internal static class EnvelopeTransform
{
    /// <summary>Squared distances for the whole lattice from the column steps of <see cref="NearestElement"/>.</summary>
    public static void Run(Lattice lattice, ReadOnlySpan<ushort> steps, Span<double> squared)
    {
        var longest = Math.Max(lattice.Columns, lattice.Depth);
        using var workspace = new Pooled<double>(3 * longest);
        using var sites = new Pooled<int>(longest);
        var line = workspace.Span[..longest];
        for (var row = 0; row < lattice.Depth * lattice.Rows; row++)
        {
            var at = row * lattice.Columns;
            for (var x = 0; x < lattice.Columns; x++) line[x] = lattice.RowSquares[steps[at + x]];
            Transform(line[..lattice.Columns], lattice.ColumnSquares, squared[at..], 1, workspace.Span[longest..], sites.Span);
        }

        if (lattice.Depth == 1) return;
        var slice = lattice.Rows * lattice.Columns;
        for (var at = 0; at < slice; at++)
        {
            for (var z = 0; z < lattice.Depth; z++) line[z] = squared[at + (z * slice)];
            Transform(line[..lattice.Depth], lattice.DepthSquares, squared[at..], slice, workspace.Span[longest..], sites.Span);
        }
    }

    /// <summary>One line. <paramref name="squares"/>[k] is (k s)², so squares[1] is s².</summary>
    private static void Transform(
        ReadOnlySpan<double> f, double[] squares, Span<double> result, int stride, Span<double> workspace, Span<int> sites)
    {
        var starts = workspace[..f.Length];
        var twiceUnit = 2 * squares[1];
        var top = -1;
        for (var u = 0; u < f.Length; u++)
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

        if (top < 0)
        {
            for (var x = 0; x < f.Length; x++) result[x * stride] = double.PositiveInfinity;
            return;
        }

        var k = 0;
        for (var x = 0; x < f.Length; x++)
        {
            while (k < top && starts[k + 1] < x) k++;
            result[x * stride] = f[sites[k]] + squares[Math.Abs(x - sites[k])];
        }
    }
}
