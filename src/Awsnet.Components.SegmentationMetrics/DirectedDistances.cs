namespace Awsnet.Components;

/// <summary>Distances from each element of one surface to the nearest of another.</summary>
internal static class DirectedDistances
{
    /// <summary>Number of elements of a surface map.</summary>
    public static int CountElements(ReadOnlySpan<byte> elements) => elements.Length - elements.Count((byte)0);

    /// <summary>Fills <paramref name="distances"/>, one for each element of <paramref name="from"/> in array order.</summary>
    /// <param name="lattice">The lattice both surfaces lie on.</param>
    /// <param name="from">The surface map whose elements are the points.</param>
    /// <param name="to">The surface map whose elements are looked for.</param>
    /// <param name="distances">One place for each element of <paramref name="from"/>.</param>
    public static void Fill(Lattice lattice, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to, Span<double> distances)
    {
        using var steps = new Pooled<ushort>(lattice.Count);
        NearestElement.ColumnSteps(lattice, to, steps.Span);
        // No "using": a variable declared so is read-only, and the search keeps count of its reads.
        var nearest = new NearestElement(lattice, steps.Span);
        var next = 0;
        for (var row = 0; row < lattice.Depth * lattice.Rows; row++)
        {
            var line = from.Slice(row * lattice.Columns, lattice.Columns);
            int z = row / lattice.Rows, y = row % lattice.Rows;
            for (var x = NextElement(line, 0); x >= 0; x = NextElement(line, x + 1))
                distances[next++] = Math.Sqrt(nearest.Squared(z, y, x));
        }
        nearest.Dispose();
    }

    /// <summary>The size of each element of a map of corner patterns, in array order.</summary>
    public static void FillSizes(ReadOnlySpan<byte> patterns, double[] table, Span<double> sizes)
    {
        var next = 0;
        for (var i = NextElement(patterns, 0); i >= 0; i = NextElement(patterns, i + 1)) sizes[next++] = table[patterns[i]];
    }

    private static int NextElement(ReadOnlySpan<byte> elements, int start)
    {
        var gap = elements[start..].IndexOfAnyExcept((byte)0);
        return gap < 0 ? -1 : start + gap;
    }
}
