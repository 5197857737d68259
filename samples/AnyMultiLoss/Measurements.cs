namespace Awsnet.Components.Samples;

/// <summary>A signal seen by two sensors: A is precise and rare, B is plentiful, noisy and biased. Positions are nodes of the curve's grid.</summary>
internal sealed class Measurements
{
    public const int Nodes = 121;

    public Measurements(long seed)
    {
        var noise = new Noise(seed);
        Truth = [.. Enumerable.Range(0, Nodes).Select(node => Signal(node / (Nodes - 1.0)))];
        SensorA = Take(noise, 22, value => value + 0.05 * noise.Normal());
        SensorB = Take(noise, 150, value => 0.7 * value + 0.25 + 0.25 * noise.Normal());
        Validation = Take(noise, 22, value => value + 0.05 * noise.Normal());
    }

    public double[] Truth { get; }

    public (int Node, double Value)[] SensorA { get; }

    public (int Node, double Value)[] SensorB { get; }

    /// <summary>More of the precise sensor's, kept from the fit: what candidates are scored on.</summary>
    public (int Node, double Value)[] Validation { get; }

    private static double Signal(double x) => Math.Sin(9 * x) * Math.Exp(-1.2 * x) + 0.8 / (1 + Math.Exp(-40 * (x - 0.65)));

    private (int, double)[] Take(Noise noise, int count, Func<double, double> measure) =>
        [.. Enumerable.Range(0, count).Select(_ => (int)(noise.Uniform() * Nodes)).Select(node => (node, measure(Truth[node])))];
}
