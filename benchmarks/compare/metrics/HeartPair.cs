namespace Awsnet.Components.Compare;

/// <summary>
/// A heart-sized pair of masks on 10 slices of 512 x 512 at 12 x 0.75 x 0.75 mm: an epicardial region that tapers
/// from about 90 mm at the base to the apex over 8 slices, and a prediction whose outline waves around it by a few pixels.
/// </summary>
internal static class HeartPair
{
    public const int Depth = 10, Rows = 512, Columns = 512;

    public static MaskGrid Grid { get; } = MaskGrid.Volume(Depth, Rows, Columns, 12, 0.75, 0.75);

    public static bool[] Truth { get; } = Draw(_ => 0);

    public static bool[] Prediction { get; } = Draw(angle => (3 * Math.Sin(5 * angle)) + (2 * Math.Cos(3 * angle)) + 1);

    private static bool[] Draw(Func<double, double> wave)
    {
        var mask = new bool[Grid.Count];
        for (var z = 1; z < 9; z++)
        {
            var radius = 60 - (0.6 * z * z);
            for (var y = 0; y < Rows; y++)
            {
                for (var x = 0; x < Columns; x++)
                {
                    double dy = y - 250 - z, dx = x - 262 + (2 * z);
                    var outline = radius + (0.15 * dx) + wave(Math.Atan2(dy, dx));
                    mask[(((z * Rows) + y) * Columns) + x] = (dy * dy) + (dx * dx) < outline * outline;
                }
            }
        }

        return mask;
    }
}
