namespace Awsnet.Components.Tests;

/// <summary>Seeded random masks: noise of some density, or unions of balls and boxes.</summary>
internal static class RandomMasks
{
    public static bool[] Noise(MaskGrid grid, int seed, double density)
    {
        var random = new Random(seed);
        var mask = new bool[grid.Count];
        for (var i = 0; i < mask.Length; i++) mask[i] = random.NextDouble() < density;
        return mask;
    }

    public static bool[] Balls(MaskGrid grid, int seed, int count)
    {
        var random = new Random(seed);
        var mask = new bool[grid.Count];
        for (var ball = 0; ball < count; ball++)
        {
            double cz = random.NextDouble() * grid.Depth, cy = random.NextDouble() * grid.Rows, cx = random.NextDouble() * grid.Columns;
            var radius = 1 + (random.NextDouble() * grid.Rows / 4);
            for (var i = 0; i < mask.Length; i++)
            {
                double z = (i / (grid.Rows * grid.Columns)) - cz, y = (i / grid.Columns % grid.Rows) - cy, x = (i % grid.Columns) - cx;
                if ((grid.Rank == 2 ? 0 : z * z * 4) + (y * y) + (x * x) < radius * radius) mask[i] = true;
            }
        }

        return mask;
    }
}
