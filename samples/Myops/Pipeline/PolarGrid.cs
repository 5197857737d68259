using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components.Myops;

/// <summary>
/// A square around the left ventricle in polar coordinates, [angles, radii]: the wall becomes a band, and across it there are more
/// samples than along it. A network that sees the heart so makes mistakes of its own.
/// </summary>
/// <remarks>The angles go once around and on by an eighth on either side, so that the seam lies inside what the network sees.</remarks>
internal sealed class PolarGrid
{
    // Of the side. The corners of the square are left out: the ventricle lies farther inside.
    private const double Reach = 0.54;

    private readonly int size, around, beyond, radii;
    private readonly float[] toPolar, toSquare;

    /// <param name="size">Side of the square, in pixels.</param>
    public PolarGrid(int size)
    {
        this.size = size;
        around = size * 4 / 3;
        beyond = size / 6;
        radii = size * 2 / 3;
        toPolar = new float[Angles * radii * 2];
        toSquare = new float[size * size * 2];
        var at = 0;
        for (var angle = 0; angle < Angles; angle++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * (angle - beyond) / around);
            for (var radius = 0; radius < radii; radius++)
            {
                // Of half the side, as grid sampling counts.
                var far = 2 * Reach * (radius + 0.5) / radii;
                toPolar[at++] = (float)(far * cos);
                toPolar[at++] = (float)(far * sin);
            }
        }

        at = 0;
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                double x = (2 * (column + 0.5) / size) - 1, y = (2 * (row + 0.5) / size) - 1;
                var turn = Math.Atan2(y, x) / (2 * Math.PI);
                var angle = ((turn < 0 ? turn + 1 : turn) * around) + beyond;
                toSquare[at++] = (float)((Math.Sqrt((x * x) + (y * y)) / Reach) - 1);
                toSquare[at++] = (float)((2 * (angle + 0.5) / Angles) - 1);
            }
        }
    }

    /// <summary>Rows of an image in polar coordinates: angles from the x axis towards the y axis.</summary>
    public int Angles => around + (2 * beyond);

    /// <summary>The grid in words, for a program that is to use a network elsewhere.</summary>
    public string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"polar, {Angles} angles x {radii} radii: row i is the angle {360.0 / around:0.####} (i - {beyond}) degrees from +x towards +y, " +
        $"column j the distance {Reach * size / radii:0.####} (j + 0.5) pixels from the middle of the square");

    /// <summary>Images [N, C, size, size] as [N, C, angles, radii].</summary>
    public Tensor ToPolar(Tensor images) => Sample(images, toPolar, Angles, radii, GridSampleMode.Bilinear);

    /// <summary>Classes [N, size, size] as [N, angles, radii].</summary>
    public Tensor LabelsToPolar(Tensor classes)
    {
        using var scope = NewDisposeScope();
        return Sample(classes.unsqueeze(1).to(float32), toPolar, Angles, radii, GridSampleMode.Nearest)
            .squeeze(1).to(int64).MoveToOuterDisposeScope();
    }

    /// <summary>Maps [N, C, angles, radii], of whatever resolution, as [N, C, size, size]; 0 in the corners.</summary>
    public Tensor ToSquare(Tensor maps) => Sample(maps, toSquare, size, size, GridSampleMode.Bilinear);

    /// <summary>Probabilities [N, classes, angles, radii] as [N, classes, size, size]; background in the corners.</summary>
    public Tensor ProbabilitiesToSquare(Tensor probabilities)
    {
        using var scope = NewDisposeScope();
        var square = ToSquare(probabilities);
        square.select(1, 0).add_(1 - square.sum(1L));
        return square.MoveToOuterDisposeScope();
    }

    private static Tensor Sample(Tensor images, float[] places, int rows, int columns, GridSampleMode mode)
    {
        using var scope = NewDisposeScope();
        var grid = tensor(places, [1, rows, columns, 2]).to(images.device).expand(images.shape[0], -1, -1, -1);
        return F.grid_sample(images, grid, mode, GridSamplePaddingMode.Zeros, false).MoveToOuterDisposeScope();
    }
}
