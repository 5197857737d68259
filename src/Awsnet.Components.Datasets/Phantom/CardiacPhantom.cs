using System.Numerics;

namespace Awsnet.Components;

/// <summary>
/// Generates multi-sequence short-axis cardiac images with exact labels: right and left ventricle from base to apex, a
/// scar in a coronary territory that grows from the endocardium, edema around it, and a chest around the heart, imaged with
/// coil shading, partial volume, Rician noise and slightly misaligned sequences. Equal seeds give equal cases.
/// </summary>
public static class CardiacPhantom
{
    private const ulong AnatomyStream = 1, ImageStream = 2;

    // Stored value of normal myocardium and noise relative to it, for C0, DE and T2, as measured on clinical cases.
    private static readonly Vector3 Gain = new(500, 170, 245);
    private static readonly Vector3 NoiseLevel = new(0.10f, 0.25f, 0.10f);

    /// <summary>Generates one case.</summary>
    /// <param name="seed">The set's seed.</param>
    /// <param name="index">The case's number in the set, 0 or more: case i is the same however many cases a set has.</param>
    /// <param name="options">What to draw; null means the defaults.</param>
    /// <returns>Images and labels in memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative index, or an option outside its range.</exception>
    public static PhantomCase Generate(long seed, int index, PhantomOptions? options = null)
    {
        options ??= new PhantomOptions();
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var anatomy = new RandomStream((ulong)seed, (ulong)index, AnatomyStream);
        var imaging = new RandomStream((ulong)seed, (ulong)index, ImageStream);

        int size = options.MinimumSize + anatomy.Below(options.MaximumSize - options.MinimumSize + 1);
        int height = Math.Clamp(size + anatomy.Below(11) - 5, options.MinimumSize, options.MaximumSize);
        int width = Math.Clamp(size + anatomy.Below(11) - 5, options.MinimumSize, options.MaximumSize);
        int slices = options.MinimumSlices + anatomy.Below(options.MaximumSlices - options.MinimumSlices + 1);
        var heart = new HeartAnatomy(anatomy);
        List<LesionModel> lesions = DrawLesions(options, anatomy);
        double[] levels = DrawLevels(slices, options, heart, anatomy);
        BodyFrame frame = BodyFrame.Draw(height, width, options.PixelSpacingMm, anatomy);

        int plane = height * width;
        short[][] images = [new short[slices * plane], new short[slices * plane], new short[slices * plane]];
        var labels = new short[slices * plane];
        var scene = new PhantomScene(frame, options, heart, anatomy, imaging);
        for (int z = 0; z < slices; z++)
        {
            HeartSlice slice = heart.Slice(levels[z], 0, lesions);
            frame.Label(slice, labels.AsSpan(z * plane, plane));
            scene.Image(slice, Gain, NoiseLevel, [.. images.Select(i => i.AsMemory(z * plane, plane))]);
        }

        return new PhantomCase
        {
            Height = height,
            Width = width,
            Slices = slices,
            PixelSpacingMm = options.PixelSpacingMm,
            SliceSpacingMm = options.SliceSpacingMm,
            C0 = images[0],
            De = images[1],
            T2 = images[2],
            Labels = labels,
            Lesions = [.. lesions.Select(l => l.Lesion)],
        };
    }

    private static List<LesionModel> DrawLesions(PhantomOptions options, RandomStream random)
    {
        bool scar = !random.Chance(options.WithoutScar);
        bool edema = scar ? !random.Chance(0.08) : random.Chance(0.5);
        if (!scar && !edema)
            return [];

        // Left anterior descending, right, circumflex: about 45, 35 and 20 in 100 infarctions.
        double artery = random.Uniform();
        var territory = artery < 0.45 ? CoronaryTerritory.LeftAnteriorDescending
            : artery < 0.8 ? CoronaryTerritory.RightCoronary : CoronaryTerritory.LeftCircumflex;
        List<LesionModel> lesions = [LesionModel.Draw(territory, scar, edema, small: false, random)];
        if (random.Chance(0.2))
        {
            var other = (CoronaryTerritory)(((int)territory + 1 + random.Below(2)) % 3);
            bool otherScar = scar && random.Chance(0.5);
            lesions.Add(LesionModel.Draw(other, otherScar, !otherScar || edema, small: true, random));
        }

        return lesions;
    }

    // Even steps along the axis, somewhere between base and apex; now and then one end lies beyond.
    private static double[] DrawLevels(int slices, PhantomOptions options, HeartAnatomy heart, RandomStream random)
    {
        double step = options.SliceSpacingMm / heart.LongAxis;
        double span = (slices - 1) * step;
        double first = span < 0.9 ? random.Uniform(0.04, 0.94 - span) : 0.02;
        if (span >= 0.9)
            step = 0.94 / (slices - 1);
        if (random.Chance(options.SliceWithoutVentricle) && slices >= 3)
            first = random.Chance(0.5) ? -0.04 - 0.3 * step : 1.02 + 0.3 * step - (slices - 1) * step;
        double[] levels = [.. Enumerable.Range(0, slices).Select(z => first + z * step)];
        return levels;
    }
}
