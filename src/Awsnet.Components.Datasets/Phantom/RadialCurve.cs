namespace Awsnet.Components;

/// <summary>A closed curve around the ventricle's center: a value for each angle, from a table.</summary>
internal sealed class RadialCurve
{
    private const int Samples = 720;
    private readonly float[] values = new float[Samples + 1];

    public RadialCurve(Func<double, double> valueAtAngle)
    {
        for (int i = 0; i < Samples; i++)
            values[i] = (float)valueAtAngle(2 * Math.PI * i / Samples);
        values[Samples] = values[0];
    }

    /// <summary>The table position of a direction; one for all curves at a point.</summary>
    public static float Position(double y, double x)
    {
        double turn = Math.Atan2(y, x) / (2 * Math.PI);
        return (float)((turn < 0 ? turn + 1 : turn) * Samples);
    }

    public float At(float position)
    {
        int index = Math.Min((int)position, Samples - 1);
        return values[index] + (position - index) * (values[index + 1] - values[index]);
    }

    /// <summary>
    /// A random periodic function: Fourier modes first to last whose deviations fall as 1 / mode, total standard deviation as given.
    /// </summary>
    public static Func<double, double> Noise(double deviation, int first, int last, RandomStream random)
    {
        var cosine = new double[last - first + 1];
        var sine = new double[last - first + 1];
        double power = 0;
        for (int k = first; k <= last; k++)
            power += 1.0 / (k * k);
        for (int k = first; k <= last; k++)
        {
            double amplitude = deviation / k / Math.Sqrt(power);
            cosine[k - first] = amplitude * random.Normal();
            sine[k - first] = amplitude * random.Normal();
        }

        var table = new RadialCurve(angle =>
        {
            double sum = 0;
            for (int k = first; k <= last; k++)
            {
                (double s, double c) = Math.SinCos(k * angle);
                sum += cosine[k - first] * c + sine[k - first] * s;
            }

            return sum;
        });
        return angle =>
        {
            double turn = angle / (2 * Math.PI);
            return table.At((float)((turn - Math.Floor(turn)) * Samples));
        };
    }

    /// <summary>The way from one angle to another, −π to π.</summary>
    public static double Difference(double angle, double from) => Math.IEEERemainder(angle - from, 2 * Math.PI);

    /// <summary>0 below 0, 1 above 1, 3t² − 2t³ between.</summary>
    public static double SmoothStep(double t)
    {
        t = Math.Clamp(t, 0, 1);
        return t * t * (3 - 2 * t);
    }
}
