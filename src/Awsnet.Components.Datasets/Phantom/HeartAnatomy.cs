namespace Awsnet.Components;

/// <summary>One drawn heart: what stays the same over its slices and phases. Lengths in mm, angles in radians.</summary>
internal sealed class HeartAnatomy
{
    private readonly double wall, rightDepth, rightWidth, rightAngle, rightSkew, driftX, driftY, fat, ejection;
    private readonly Func<double, double> outline, wallVariation, rightOutline, fatVariation, trabeculae;
    private readonly (double Angle, double Place, double Size, double Length)[] papillary;

    public HeartAnatomy(RandomStream random, HeartKind kind = HeartKind.Ordinary)
    {
        Radius = Math.Clamp(38.5 + 3.3 * random.Normal(), 31, 46);
        wall = Math.Clamp(13.2 + 1.8 * random.Normal(), 9, 18);
        LongAxis = random.Uniform(78, 98) * Radius / 37;
        rightDepth = random.Uniform(22, 34);
        rightWidth = random.Uniform(1.0, 1.3);
        rightAngle = Math.PI + random.Uniform(-0.25, 0.25);
        rightSkew = random.Uniform(-0.35, 0.35);
        (driftX, driftY) = (random.Uniform(-2, 7), random.Uniform(-5, 5));
        fat = random.Uniform(1.5, 6);
        ejection = random.Uniform(0.26, 0.36);
        outline = RadialCurve.Noise(0.035, 2, 5, random);
        wallVariation = RadialCurve.Noise(0.1, 1, 4, random);
        rightOutline = RadialCurve.Noise(0.06, 2, 7, random);
        fatVariation = RadialCurve.Noise(0.5, 2, 9, random);
        trabeculae = RadialCurve.Noise(1, 7, 26, random);
        papillary =
        [
            (0.9 + random.Uniform(-0.35, 0.35), random.Uniform(0.62, 0.8), random.Uniform(2.6, 4.6), random.Uniform(1, 1.7)),
            (-1.1 + random.Uniform(-0.35, 0.35), random.Uniform(0.62, 0.8), random.Uniform(2.6, 4.6), random.Uniform(1, 1.7)),
        ];
        // A disease changes what was drawn, so that a seed's heart is the same person's in sickness and in health.
        (double radius, double thickness, double right, double emptying) = kind switch
        {
            HeartKind.Dilated => (6.0, 0.72, 0.9, 0.4),
            HeartKind.Hypertrophic => (1.0, 1.4, 0.9, 1.35),
            HeartKind.Infarcted => (2.0, 0.9, 1.0, 0.65),
            HeartKind.WideRight => (-3.0, 0.85, 1.4, 0.95),
            _ => (0.0, 1.0, 1.0, 1.0),
        };
        Radius += radius;
        (wall, rightDepth, ejection) = (wall * thickness, rightDepth * right, ejection * emptying);
    }

    /// <summary>Radius of the left ventricle's outer contour at the base.</summary>
    public double Radius { get; }

    /// <summary>Length of the left ventricle.</summary>
    public double LongAxis { get; }

    /// <summary>The contours at a level, 0 at the base to 1 at the apex; outside that there is no ventricle.</summary>
    /// <param name="level">Where along the long axis.</param>
    /// <param name="contraction">0 at end diastole to 1 at end systole.</param>
    /// <param name="lesions">What is injured.</param>
    public HeartSlice Slice(double level, double contraction, IReadOnlyList<LesionModel> lesions)
    {
        double place = Math.Clamp(level, 0, 1);
        bool ventricle = level is >= 0 and <= 1;
        double narrowing = Math.Sqrt(1 - 0.78 * place * place);
        double right = level > 0.92 ? 0 : rightDepth * (1 - Math.Pow(Math.Max(place, 0.05) / 0.95, 2.2)) * (1 - 0.3 * contraction);

        double Epi0(double angle) => ventricle
            ? Radius * narrowing * (1 + outline(angle + 0.4 * place))
            : level < 0 ? 0.72 * Radius * (1 + 2 * outline(angle)) : 0;

        double Endo0(double angle) => ventricle
            ? Math.Max(Epi0(angle) - wall * (1 - 0.22 * place * place) * (1 + wallVariation(angle)), 0.25 * Radius * narrowing)
            : Math.Max(Epi0(angle) - 2.2, 0);

        // Contraction shrinks the cavity; the wall keeps its area (and gains a little from shortening), so it thickens.
        double Endo(double angle) => Endo0(angle) * (1 - ejection * contraction);
        double Epi(double angle)
        {
            double area = Epi0(angle) * Epi0(angle) - Endo0(angle) * Endo0(angle);
            return Math.Sqrt(Endo(angle) * Endo(angle) + area * (1 + 0.1 * contraction * (ventricle ? 1 : 0)));
        }

        double RightOuter(double angle)
        {
            double u = RadialCurve.Difference(angle, rightAngle) / rightWidth;
            return Math.Abs(u) >= 1 ? Epi(angle)
                : Epi(angle) + right * Math.Pow(1 - Math.Pow(Math.Abs(u), 2.4), 0.7) * (1 + rightSkew * u) * (1 + rightOutline(angle));
        }

        double Sac(double angle) =>
            Math.Max(Epi(angle), RightOuter(angle) + (right > 0 ? 3 : 0)) + (level > 1 ? 16 : 0)
            + fat * Math.Max(0.1 + 1.6 * fatVariation(angle + place), 0) + 0.5;

        return new HeartSlice
        {
            HasVentricle = ventricle,
            Level = place,
            CenterX = driftX * (place - 0.4),
            CenterY = driftY * (place - 0.4),
            Epi = new(Epi),
            Endo = new(Endo),
            Cavity = new(angle => Endo(angle) - (ventricle ? 0.6 + 1.1 * Math.Abs(trabeculae(angle + 3 * place)) : 0)),
            RightOuter = new(RightOuter),
            Sac = new(Sac),
            Scar = new(angle => Deepest(lesions, l => l.ScarDepth(angle, place))),
            Edema = new(angle => Deepest(lesions, l => l.EdemaDepth(angle, place))),
            Obstruction = new(angle => Deepest(lesions, l => l.ObstructionDepth(angle, place))),
            RightInsertions = ventricle && right > 0 ? [rightAngle - rightWidth, rightAngle + rightWidth] : [],
            Papillary = ventricle && place is > 0.2 and < 0.85
                ? [.. papillary.Select(p => (p.Angle, p.Place * Endo(p.Angle), p.Size * narrowing, p.Length))]
                : [],
        };
    }

    private static double Deepest(IReadOnlyList<LesionModel> lesions, Func<LesionModel, double> depth)
    {
        double most = 0;
        foreach (LesionModel lesion in lesions)
            most = Math.Max(most, depth(lesion));
        return most;
    }
}
