namespace Awsnet.Components.Tests;

/// <summary>Surface distances by their definitions, every element against every other: slow and plain.</summary>
internal static class BruteForce
{
    public static List<double> Directed(bool[] from, bool[] to, MaskGrid grid, bool full = false)
    {
        var a = Surface(from, grid, full);
        var b = Surface(to, grid, full);
        return
        [
            .. a.Select(p => b.Min(q => Math.Sqrt(
                Square((p.Z - q.Z) * grid.DepthSpacingMm) + Square((p.Y - q.Y) * grid.RowSpacingMm)
                    + Square((p.X - q.X) * grid.ColumnSpacingMm)))),
        ];
    }

    /// <summary>NumPy's "linear" percentile.</summary>
    public static double Percentile(IEnumerable<double> values, double percentile)
    {
        var sorted = values.Order().ToArray();
        var rank = percentile / 100 * (sorted.Length - 1);
        var below = (int)Math.Floor(rank);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((rank - below) * (sorted[above] - sorted[below]));
    }

    private static List<(int Z, int Y, int X)> Surface(bool[] mask, MaskGrid grid, bool full)
    {
        var surface = new List<(int, int, int)>();
        bool At(int z, int y, int x) => z >= 0 && z < grid.Depth && y >= 0 && y < grid.Rows && x >= 0 && x < grid.Columns
            && mask[(((z * grid.Rows) + y) * grid.Columns) + x];
        var reach = grid.Rank == 3 ? 1 : 0;
        for (var z = 0; z < grid.Depth; z++)
            for (var y = 0; y < grid.Rows; y++)
                for (var x = 0; x < grid.Columns; x++)
                {
                    if (!At(z, y, x)) continue;
                    var inside = true;
                    for (var dz = -reach; dz <= reach; dz++)
                        for (var dy = -1; dy <= 1; dy++)
                            for (var dx = -1; dx <= 1; dx++)
                            {
                                if (full || Math.Abs(dz) + Math.Abs(dy) + Math.Abs(dx) == 1) inside &= At(z + dz, y + dy, x + dx);
                            }

                    if (!inside) surface.Add((z, y, x));
                }

        return surface;
    }

    private static double Square(double value) => value * value;
}
