using System.Collections.Immutable;

namespace Awsnet.Components.Samples;

/// <summary>
/// A curve on a grid, fitted by Adam to four losses at once: the misfit to either sensor, roughness and size.
/// No network and no tensor: an array of numbers is all the state there is.
/// </summary>
internal sealed class CurveFit(Measurements data) : ITrainable<CurveFit.State>
{
    public static readonly WeightSpace Losses = new("sensor A", "sensor B", "roughness", "size");

    private const int StepsPerEpoch = 40;
    private State _now = new();

    /// <summary>Everything that training changes.</summary>
    internal sealed class State
    {
        public double[] Curve { get; } = new double[Measurements.Nodes];

        public double[] First { get; } = new double[Measurements.Nodes];

        public double[] Second { get; } = new double[Measurements.Nodes];

        public int Steps { get; set; }

        public State Copy()
        {
            var copy = new State { Steps = Steps };
            Curve.CopyTo(copy.Curve, 0);
            First.CopyTo(copy.First, 0);
            Second.CopyTo(copy.Second, 0);
            return copy;
        }
    }

    public ReadOnlySpan<double> Curve => _now.Curve;

    /// <summary>Root mean square distance from the signal, which neither the fit nor the controller ever sees.</summary>
    public double ErrorAgainstTruth() => Math.Sqrt(_now.Curve.Zip(data.Truth, (y, truth) => (y - truth) * (y - truth)).Average());

    public State Snapshot() => _now.Copy();

    public void Restore(State snapshot) => _now = snapshot.Copy();

    public void Release(State snapshot)
    {
        // Small enough for the collector; a trainable with large buffers would keep them for its next snapshot.
    }

    public ImmutableArray<double> TrainEpoch(LossWeights weights, EpochContext context, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var batches = new Noise(context.Seed);
        var means = new double[weights.Count];
        var gradient = new double[Measurements.Nodes];
        for (int step = 0; step < StepsPerEpoch; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            Array.Clear(gradient);
            means[0] += Misfit(data.SensorA, 8, batches, weights[0], gradient) / StepsPerEpoch;
            means[1] += Misfit(data.SensorB, 40, batches, weights[1], gradient) / StepsPerEpoch;
            means[2] += Roughness(weights[2], gradient) / StepsPerEpoch;
            means[3] += Size(weights[3], gradient) / StepsPerEpoch;
            AdamStep(gradient);
        }
        return [.. means];
    }

    /// <summary>Root mean square error on the validation measurements: less is better.</summary>
    public double Evaluate(CancellationToken cancellation) =>
        Math.Sqrt(data.Validation.Average(point => (_now.Curve[point.Node] - point.Value) * (_now.Curve[point.Node] - point.Value)));

    /// <summary>Mean squared misfit over a batch drawn with replacement.</summary>
    private double Misfit((int Node, double Value)[] points, int batch, Noise draw, double weight, double[] gradient)
    {
        double loss = 0;
        for (int i = 0; i < batch; i++)
        {
            var (node, value) = points[(int)(draw.Uniform() * points.Length)];
            double error = _now.Curve[node] - value;
            loss += error * error / batch;
            gradient[node] += weight * 2 * error / batch;
        }
        return loss;
    }

    /// <summary>Mean squared second difference, in units of a tenth of the range per step.</summary>
    private double Roughness(double weight, double[] gradient)
    {
        const double scale = 100.0 / (Measurements.Nodes - 2);
        var y = _now.Curve;
        double loss = 0;
        for (int i = 1; i < y.Length - 1; i++)
        {
            double bend = y[i - 1] - 2 * y[i] + y[i + 1];
            loss += scale * bend * bend;
            double g = weight * 2 * scale * bend;
            gradient[i - 1] += g;
            gradient[i] -= 2 * g;
            gradient[i + 1] += g;
        }
        return loss;
    }

    private double Size(double weight, double[] gradient)
    {
        double loss = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            loss += _now.Curve[i] * _now.Curve[i] / gradient.Length;
            gradient[i] += weight * 2 * _now.Curve[i] / gradient.Length;
        }
        return loss;
    }

    private void AdamStep(double[] gradient)
    {
        _now.Steps++;
        double first = 1 - Math.Pow(0.9, _now.Steps), second = 1 - Math.Pow(0.99, _now.Steps);
        for (int i = 0; i < gradient.Length; i++)
        {
            _now.First[i] = 0.9 * _now.First[i] + 0.1 * gradient[i];
            _now.Second[i] = 0.99 * _now.Second[i] + 0.01 * gradient[i] * gradient[i];
            _now.Curve[i] -= 0.01 * _now.First[i] / first / (Math.Sqrt(_now.Second[i] / second) + 1e-8);
        }
    }
}
