namespace Awsnet.Components;

/// <summary>Places a phantom in the scanner: an oblique short-axis grid as clinical files have it.</summary>
internal static class PhantomGrid
{
    /// <summary>
    /// A header whose qform alone tells the geometry, with qfac −1 and axis codes LSP or PSR, tilted by up to 30 degrees.
    /// </summary>
    public static NiftiHeader Header(ReadOnlySpan<int> shape, ReadOnlySpan<double> spacing, RandomStream random)
    {
        // Columns: the world directions (right, front, up) of the file's axes. Both frames are left-handed.
        double[,] axes = random.Chance(0.5)
            ? new double[,] { { -1, 0, 0 }, { 0, 0, -1 }, { 0, 1, 0 } }
            : new double[,] { { 0, 0, 1 }, { -1, 0, 0 }, { 0, 1, 0 } };
        double[,] tilt = Rotation(random);
        var affine = new double[4, 4];
        affine[3, 3] = 1;
        for (int r = 0; r < 3; r++)
        {
            // The middle of the volume lies near the heart of a patient in the scanner's center.
            affine[r, 3] = random.Uniform(-25, 25);
            for (int c = 0; c < 3; c++)
            {
                for (int k = 0; k < 3; k++)
                    affine[r, c] += tilt[r, k] * axes[k, c] * spacing[c];
                affine[r, 3] -= affine[r, c] * (shape[c] - 1) / 2;
            }
        }

        return NiftiHeader.For(shape, spacing).WithAffine(affine, NiftiTransformCode.ScannerAnatomical, NiftiTransformCode.None);
    }

    // Rodrigues: turn about a random axis by up to 30 degrees.
    private static double[,] Rotation(RandomStream random)
    {
        double x = random.Normal(), y = random.Normal(), z = random.Normal();
        double length = Math.Max(Math.Sqrt(x * x + y * y + z * z), 1e-9);
        (x, y, z) = (x / length, y / length, z / length);
        (double s, double c) = Math.SinCos(random.Uniform(0, Math.PI / 6));
        double t = 1 - c;
        return new double[,]
        {
            { c + t * x * x, t * x * y - s * z, t * x * z + s * y },
            { t * x * y + s * z, c + t * y * y, t * y * z - s * x },
            { t * x * z - s * y, t * y * z + s * x, c + t * z * z },
        };
    }
}
