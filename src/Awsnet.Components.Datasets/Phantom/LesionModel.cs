namespace Awsnet.Components;

/// <summary>
/// A lesion as depth over angle and long axis: injury spreads as a wavefront from the endocardium, so a point is scar when
/// its depth in the wall (0 endocardium, 1 epicardium) is below the scar's depth at its angle, and likewise for edema.
/// </summary>
internal sealed class LesionModel
{
    private readonly double center, halfWidth, twist, middle, reach, scarShare, scarReach, scarOffset;
    private readonly Func<double, double> scarNoise, edemaNoise;

    private LesionModel(PhantomLesion lesion, double center, RandomStream random)
    {
        Lesion = lesion;
        this.center = center;
        halfWidth = lesion.HalfWidthDegrees * Math.PI / 180;
        bool descending = lesion.Territory == CoronaryTerritory.LeftAnteriorDescending;
        twist = random.Uniform(-0.3, 0.3);
        middle = descending ? random.Uniform(0.45, 0.9) : random.Uniform(0.15, 0.6);
        reach = random.Uniform(0.6, 1.3);
        scarShare = random.Uniform(0.5, 0.95);
        scarReach = reach * random.Uniform(0.75, 1);
        scarOffset = random.Uniform(-0.4, 0.4) * halfWidth * (1 - scarShare);
        scarNoise = RadialCurve.Noise(0.22, 3, 10, random);
        edemaNoise = RadialCurve.Noise(0.12, 3, 8, random);
    }

    public PhantomLesion Lesion { get; }

    public static LesionModel Draw(CoronaryTerritory territory, bool scar, bool edema, bool small, RandomStream random)
    {
        // 0 points to the lateral wall, a quarter turn on to the anterior one, half a turn to the septum.
        double center = territory switch
        {
            CoronaryTerritory.LeftAnteriorDescending => 0.72 * Math.PI,
            CoronaryTerritory.RightCoronary => -0.62 * Math.PI,
            _ => -0.05 * Math.PI,
        };
        center += random.Uniform(-0.3, 0.3);
        double halfWidth = small ? random.Uniform(26, 40) : random.Uniform(40, 100);
        double scarDepth = random.Uniform(0.4, 1.15), edemaDepth = random.Uniform(0.6, 1.15);
        bool obstruction = random.Chance(0.4) && scarDepth > 0.7 && !small;
        return new LesionModel(
            new PhantomLesion(
                territory, halfWidth, scar ? Math.Min(scarDepth, 1) : 0, edema ? Math.Min(edemaDepth, 1) : 0, scar && obstruction),
            center, random);
    }

    /// <summary>Scar depth at an angle and a level (0 base, 1 apex).</summary>
    public double ScarDepth(double angle, double level)
    {
        double width = halfWidth * scarShare * Extent(level, scarReach);
        return Lesion.ScarDepth == 0 || width < 0.2 ? 0
            : Profile(angle, level, scarOffset, width, 0.25) * Lesion.ScarDepth * (1.05 + scarNoise(angle + level));
    }

    /// <summary>Edema depth at an angle and a level.</summary>
    public double EdemaDepth(double angle, double level)
    {
        double width = halfWidth * Extent(level, reach);
        return Lesion.EdemaDepth == 0 || width < 0.25 ? 0
            : Profile(angle, level, 0, width, 0.35) * Lesion.EdemaDepth * (1.08 + edemaNoise(angle - level));
    }

    /// <summary>Depth of the core without perfusion; it starts a little below the endocardium.</summary>
    public double ObstructionDepth(double angle, double level) =>
        Lesion.Obstruction
            ? 0.55 * ScarDepth(angle, level) * RadialCurve.SmoothStep(
                (0.55 * halfWidth * scarShare * Extent(level, 0.7 * reach) - Distance(angle, level, scarOffset)) / 0.15)
            : 0;

    private double Extent(double level, double along)
    {
        double t = (level - middle) / along;
        return Math.Sqrt(Math.Max(1 - t * t, 0));
    }

    private double Profile(double angle, double level, double offset, double width, double edge) =>
        RadialCurve.SmoothStep((width - Distance(angle, level, offset)) / Math.Min(edge, width));

    private double Distance(double angle, double level, double offset) =>
        Math.Abs(RadialCurve.Difference(angle, center + offset + twist * (level - 0.5)));
}
