namespace Awsnet.Components;

/// <summary>A lesion of a breast ultrasound phantom: its outline around a center, in pixels, and how it echoes.</summary>
internal sealed class UltrasoundLesion
{
    private readonly RadialCurve outline;
    private readonly double centerY, centerX;

    private UltrasoundLesion(
        double centerY, double centerX, double halfHeight, double halfWidth, BusiKind kind, double effort, RandomStream random)
    {
        (this.centerY, this.centerX, HalfHeight, HalfWidth) = (centerY, centerX, halfHeight, halfWidth);
        bool malignant = kind == BusiKind.Malignant;
        double tilt = random.Uniform(-0.35, 0.35);
        var shape = malignant ? RadialCurve.Noise(0.13, 2, 9, random) : RadialCurve.Noise(0.05, 2, 5, random);
        var spikes = malignant ? RadialCurve.Noise(0.07, 8, 22, random) : RadialCurve.Noise(0.006, 6, 12, random);
        outline = new RadialCurve(angle =>
        {
            (double s, double c) = Math.SinCos(angle - tilt);
            double ellipse = 1 / Math.Sqrt(c * c / (halfWidth * halfWidth) + s * s / (halfHeight * halfHeight));
            return ellipse * Math.Max(1 + shape(angle) + Math.Max(spikes(angle), -0.03), 0.3);
        });
        Echo = (malignant ? random.Uniform(-17, -8) : random.Chance(0.2) ? random.Uniform(-34, -24) : random.Uniform(-16, -7)) / effort;
        Border = malignant ? random.Uniform(3, 9) : random.Uniform(1.5, 4);
        Rim = malignant ? random.Uniform(0, 4) : random.Uniform(2, 6);
        Behind = malignant ? random.Uniform(-14, -3) : random.Uniform(-1, 6);
    }

    public double HalfHeight { get; }

    public double HalfWidth { get; }

    /// <summary>Echo inside against the gland, dB.</summary>
    public double Echo { get; }

    /// <summary>Width of the border, pixels.</summary>
    public double Border { get; }

    /// <summary>Echo of the capsule or halo around it, dB.</summary>
    public double Rim { get; }

    /// <summary>Brightening or shadow behind the lesion, dB.</summary>
    public double Behind { get; }

    public static UltrasoundLesion Draw(int height, int width, BusiKind kind, double effort, double shrink, RandomStream random)
    {
        double size = shrink * Math.Min(height, width) * random.Uniform(0.09, 0.24);
        // Benign lesions are wider than tall; malignant ones often not.
        double aspect = kind == BusiKind.Malignant ? random.Uniform(0.75, 1.25) : random.Uniform(0.45, 0.8);
        return new UltrasoundLesion(
            height * random.Uniform(0.3, 0.62), width * random.Uniform(0.25, 0.75), size * Math.Sqrt(aspect), size / Math.Sqrt(aspect),
            kind, effort, random);
    }

    /// <summary>Pixels inside the outline, negative outside.</summary>
    public double Depth(double y, double x)
    {
        (y, x) = (y - centerY, x - centerX);
        return outline.At(RadialCurve.Position(y, x)) - Math.Sqrt(y * y + x * x);
    }

    public bool Touches(UltrasoundLesion other) =>
        Math.Abs(centerY - other.centerY) < 1.4 * (HalfHeight + other.HalfHeight)
        && Math.Abs(centerX - other.centerX) < 1.4 * (HalfWidth + other.HalfWidth);

    /// <summary>The change of echo at a point, dB: inside, at the rim, and behind.</summary>
    public double Change(double y, double x, double background)
    {
        double depth = Depth(y, x);
        double inside = Math.Clamp(0.5 + depth / Border, 0, 1);
        double change = inside * (Echo - background) + Rim * Math.Exp(-depth * depth / (Border * Border));
        double down = y - centerY, across = (x - centerX) / (0.9 * HalfWidth);
        if (down > 0)
            change += (1 - inside) * Behind * RadialCurve.SmoothStep(down / HalfHeight) * Math.Exp(-across * across * across * across)
                * Math.Exp(-down / (5 * HalfHeight));
        return change;
    }
}
