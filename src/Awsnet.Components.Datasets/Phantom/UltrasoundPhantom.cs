namespace Awsnet.Components;

/// <summary>
/// Generates breast ultrasound images with exact lesion masks: skin, fat with septa, gland and muscle in layers, lesions that
/// are smooth and wide or ragged and shadowing, all seen through fully developed speckle and logarithmic compression.
/// </summary>
public static class UltrasoundPhantom
{
    private const ulong Stream = 21;

    /// <summary>Generates one image.</summary>
    /// <param name="seed">The set's seed.</param>
    /// <param name="index">The image's number in the set, 0 or more.</param>
    /// <param name="options">What to draw; null means the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative index, or an option outside its range.</exception>
    public static UltrasoundPhantomCase Generate(long seed, int index, UltrasoundPhantomOptions? options = null)
    {
        options ??= new UltrasoundPhantomOptions();
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var random = new RandomStream((ulong)seed, (ulong)index, Stream);
        int height = options.MinimumSize + random.Below(options.MaximumSize - options.MinimumSize + 1);
        int width = options.MinimumSize + random.Below(options.MaximumSize - options.MinimumSize + 1);
        double draw = random.Uniform();
        BusiKind kind = draw < options.Malignant ? BusiKind.Malignant
            : draw < options.Malignant + options.Normal ? BusiKind.Normal : BusiKind.Benign;

        var lesions = new List<UltrasoundLesion>();
        if (kind != BusiKind.Normal)
            lesions.Add(UltrasoundLesion.Draw(height, width, kind, options.Effort, 1, random));
        if (kind == BusiKind.Benign && random.Chance(options.SecondLesion))
        {
            // Beside a large lesion there may be no room; then there is one lesion.
            for (int attempt = 0; attempt < 20 && lesions.Count == 1; attempt++)
            {
                var second = UltrasoundLesion.Draw(height, width, kind, options.Effort, 0.6, random);
                if (!second.Touches(lesions[0]))
                    lesions.Add(second);
            }
        }

        float[] echo = Echoes(height, width, lesions, options, random);
        return new UltrasoundPhantomCase
        {
            Height = height,
            Width = width,
            Kind = kind,
            Image = Insonify(echo, width, random),
            Masks = [.. lesions.Select(l => Mask(l, height, width))],
        };
    }

    // Echo strength in dB against gland at each pixel.
    private static float[] Echoes(
        int height, int width, List<UltrasoundLesion> lesions, UltrasoundPhantomOptions options, RandomStream random)
    {
        double unit = Math.Min(height, width) / 100.0, effort = options.Effort;
        double skin = height * random.Uniform(0.02, 0.05), fat = height * random.Uniform(0.12, 0.3),
            muscle = height * random.Uniform(0.62, 0.85);
        Func<double, double> bend = RadialCurve.Noise(3.5 * unit, 1, 4, random), bendDeep = RadialCurve.Noise(3 * unit, 1, 3, random);
        Func<double, double> shadow = RadialCurve.Noise(3.5 * effort, 2, 14, random);
        double attenuation = random.Uniform(8, 26), gainAcross = random.Uniform(-3, 3);
        var patches = SmoothField.Draw(height, width, 9 * unit, 1, random);
        var fine = SmoothField.Draw(height, width, 3 * unit, 1, random);
        var layers = SmoothField.Draw(height, width, random.Uniform(1.8, 3) * unit, random.Uniform(14, 26) * unit, 1, random);
        double layered = random.Uniform(3, 9);
        var echo = new float[height * width];
        float[] coarse = new float[width], small = new float[width], layer = new float[width];
        for (int y = 0; y < height; y++)
        {
            Array.Clear(coarse);
            Array.Clear(small);
            Array.Clear(layer);
            patches.AddRow(y, coarse);
            fine.AddRow(y, small);
            layers.AddRow(y, layer);
            for (int x = 0; x < width; x++)
            {
                // Half a turn, so that left and right edge are not neighbors of the periodic curves.
                double along = Math.PI * x / width, down = y / (double)height;
                double inFat = Soft(fat + bend(along) - y, 3), inMuscle = Soft(y - muscle - bendDeep(along), 3);
                // Sheets of connective tissue shine where a flat, wide field passes 0.
                double sheet = Math.Exp(-Math.Pow(layer[x] / 0.22, 2));
                double gland = 4 * effort * coarse[x] + 2 * small[x] - 3 + layered * sheet;
                double lobes = -9 + 2 * small[x] + 1.3 * layered * Math.Exp(-Math.Pow((0.5 * coarse[x] + layer[x]) / 0.1, 2));
                double fibers = -8 + 1.2 * layered * sheet + 2 * coarse[x];
                double level = gland + inFat * (lobes - gland) + inMuscle * (fibers - gland);
                level += Soft(skin + 0.2 * bend(along) - y, 2) * (9 - level);
                foreach (UltrasoundLesion lesion in lesions)
                    level += lesion.Change(y, x, level - 0.5 * small[x]);
                level += shadow(along) * Math.Min(3 * down, 1) - attenuation * down * down + gainAcross * (x / (double)width - 0.5);
                echo[y * width + x] = (float)level;
            }
        }

        return echo;
    }

    // Fully developed speckle: complex noise through the beam's point spread, wider across than along; then compression.
    private static byte[] Insonify(float[] echo, int width, RandomStream random)
    {
        float[] along = Gaussian(random.Uniform(0.7, 1.1)), across = Gaussian(random.Uniform(1.3, 2.2));
        // Compounding: the mean power of several looks, each the square of a real and an imaginary part.
        int looks = 2 + random.Below(3);
        float[] speckle = new float[echo.Length], part = new float[echo.Length], columns = new float[echo.Length];
        for (int look = 0; look < 2 * looks; look++)
        {
            random.Normal(part);
            Scanner.Convolve(part, columns, width, along, across);
            for (int i = 0; i < part.Length; i++)
                speckle[i] += part[i] * part[i];
        }

        double range = random.Uniform(44, 56), brightness = random.Uniform(0.48, 0.62);
        const double NoiseFloor = 1e-5;
        var image = new byte[echo.Length];
        for (int i = 0; i < image.Length; i++)
        {
            double level = echo[i] + 10 * Math.Log10(speckle[i] / (2 * looks) + NoiseFloor);
            image[i] = (byte)Math.Clamp(255 * (brightness + level / range) + 0.5, 0, 255);
        }

        return image;
    }

    // Unit energy, so that the speckle's mean power is 1.
    private static float[] Gaussian(double deviation)
    {
        int reach = (int)Math.Ceiling(2.5 * deviation);
        double[] kernel = [.. Enumerable.Range(-reach, 2 * reach + 1).Select(k => Math.Exp(-k * k / (2 * deviation * deviation)))];
        double energy = Math.Sqrt(kernel.Sum(k => k * k));
        return Array.ConvertAll(kernel, k => (float)(k / energy));
    }

    private static byte[] Mask(UltrasoundLesion lesion, int height, int width)
    {
        var mask = new byte[height * width];
        for (int i = 0; i < mask.Length; i++)
            mask[i] = (byte)(lesion.Depth(i / width, i % width) > 0 ? 1 : 0);
        return mask;
    }

    private static double Soft(double distance, double softness) => Math.Clamp(0.5 + distance / softness, 0, 1);
}
