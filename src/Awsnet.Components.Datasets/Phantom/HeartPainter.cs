using System.Numerics;

namespace Awsnet.Components;

/// <summary>Paints a heart's signal over a background, layer by layer, each with a soft border that stands for partial volume.</summary>
internal sealed class HeartPainter
{
    private readonly HeartSlice slice;
    private readonly TissueSignals tissue;
    private readonly double border, scarBorder, edemaBorder, confounders, slowFlowAngle, slowFlowDepth, lossAngle, loss, insertion;

    public HeartPainter(HeartSlice slice, TissueSignals tissue, PhantomOptions options, RandomStream random)
    {
        (this.slice, this.tissue, confounders) = (slice, tissue, options.Confounders);
        // The thick slice cuts the walls more obliquely toward the apex.
        border = 1.0 + 2.2 * slice.Level * slice.Level;
        scarBorder = 1.2 + 0.6 * random.Uniform();
        edemaBorder = random.Uniform(2, 3.5);
        (slowFlowAngle, slowFlowDepth) = (random.Uniform(-Math.PI, Math.PI), random.Uniform(1.5, 5.5));
        (lossAngle, loss) = (random.Uniform(-0.7, 0.7), random.Uniform(0, 0.38));
        insertion = random.Chance(0.5) ? random.Uniform(0.25, 0.6) : 0;
    }

    /// <summary>The greatest distance from the slice's center that the heart reaches.</summary>
    public double Reach(double margin)
    {
        double most = 0;
        for (int i = 0; i < 720; i += 4)
            most = Math.Max(most, slice.Sac.At(i));
        return most + margin;
    }

    /// <summary>The signal at a point of the body frame.</summary>
    /// <param name="x">mm.</param>
    /// <param name="y">mm.</param>
    /// <param name="background">What is there without the heart.</param>
    /// <param name="nulling">A smooth field of deviation 1: how unevenly the myocardium is nulled.</param>
    public Vector3 Paint(double x, double y, Vector3 background, float nulling)
    {
        (x, y) = (x - slice.CenterX, y - slice.CenterY);
        double radius = Math.Sqrt(x * x + y * y);
        float at = RadialCurve.Position(y, x);
        double sac = slice.Sac.At(at);
        if (radius > sac + border)
            return background;

        double epi = slice.Epi.At(at), right = slice.RightOuter.At(at);
        Vector3 signal = Vector3.Lerp(background, 0.8f * tissue.Fat, Inside(sac - radius, border));
        if (right > epi + 0.01)
        {
            signal = Vector3.Lerp(signal, Vector3.One, Inside(right + 2.6 - radius, border));
            signal = Vector3.Lerp(signal, tissue.RightBlood, Inside(right - radius, border));
        }

        if (radius > epi + border)
            return signal;
        signal = Vector3.Lerp(signal, Wall(x, y, radius, epi, at, nulling), Inside(epi - radius, border));
        // On bSSFP the signals of fat and water cancel where they share a pixel.
        double off = (radius - epi - 0.4) / 1.1;
        signal.X *= 1 - 0.45f * (float)Math.Exp(-off * off);
        return Cavity(signal, x, y, radius, at);
    }

    private Vector3 Wall(double x, double y, double radius, double epi, float at, float nulling)
    {
        double endo = slice.Endo.At(at), thickness = Math.Max(epi - endo, 1), inward = radius - endo;
        double angle = at * Math.PI / 360;
        Vector3 signal = Vector3.One;
        signal.Y *= 1 + (float)(0.22 * confounders) * Math.Clamp(nulling, -2, 2.5f);
        signal.Z *= 1 + (float)(0.09 * confounders) * nulling;

        if (slice.HasVentricle)
        {
            foreach (double place in slice.RightInsertions)
            {
                double middle = endo + 0.6 * thickness;
                double dx = x - middle * Math.Cos(place), dy = y - middle * Math.Sin(place);
                signal.Y += (float)(insertion * confounders * (tissue.Scar.Y - 1) * Math.Exp(-(dx * dx + dy * dy) / (2 * 2.4 * 2.4)));
            }

            float edema = Inside(slice.Edema.At(at) * thickness - inward, edemaBorder, slice.Edema.At(at));
            float scar = Inside(slice.Scar.At(at) * thickness - inward, scarBorder, slice.Scar.At(at));
            signal *= Vector3.Lerp(Vector3.One, tissue.Edema, edema);
            signal = Vector3.Lerp(signal, tissue.Scar * (1 + 0.12f * nulling), scar);
            float core = Inside(slice.Obstruction.At(at) * thickness - inward, scarBorder, slice.Obstruction.At(at))
                * Inside(inward - 1.2, scarBorder);
            signal = Vector3.Lerp(signal, tissue.Obstruction, core * scar);
        }

        // T2 loses signal where the wall moves most: the free wall.
        double off = RadialCurve.Difference(angle, lossAngle) / 0.75;
        signal.Z *= 1 - (float)(Math.Min(loss * confounders, 0.7) * Math.Exp(-off * off));
        return signal;
    }

    private Vector3 Cavity(Vector3 signal, double x, double y, double radius, float at)
    {
        double cavity = slice.Cavity.At(at);
        if (radius > cavity + border)
            return signal;
        Vector3 blood = tissue.Blood;
        // Slow blood near a part of the wall stays bright on T2, like edema.
        double along = RadialCurve.Difference(at * Math.PI / 360, slowFlowAngle) / 1.1;
        double near = Inside(radius - (cavity - slowFlowDepth * (0.6 + 0.8 * slice.Level)), 3);
        blood.Z += (float)(Math.Min(confounders, 1.5) * near * Math.Exp(-along * along)) * (tissue.SlowFlow - blood.Z);
        foreach ((double angle, double place, double size, double length) in slice.Papillary)
        {
            (double sin, double cos) = Math.SinCos(angle);
            double outward = x * cos + y * sin - place, sideways = y * cos - x * sin;
            double distance = Math.Sqrt(outward * outward / (length * length) + sideways * sideways) - size;
            blood = Vector3.Lerp(blood, Vector3.One, Inside(-distance, 1.4));
        }

        return Vector3.Lerp(signal, blood, Inside(cavity - radius, border));
    }

    /// <summary>Coverage of a pixel at a signed distance inside a border of the given softness.</summary>
    public static float Inside(double distance, double softness) =>
        (float)Math.Clamp(0.5 + distance / softness, 0, 1);

    // As above, but nothing where the structure has no depth at this angle.
    private static float Inside(double distance, double softness, float depth) =>
        depth <= 0 ? 0 : Inside(distance, softness) * Math.Min(depth * 6, 1);
}
