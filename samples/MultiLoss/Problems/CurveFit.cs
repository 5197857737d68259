using System.Collections.Immutable;
using System.Text.Json;

namespace Awsnet.Components.Samples;

/// <summary>
/// A curve on a grid, fitted by Adam to four losses at once: the misfit to either sensor, roughness and size.
/// Sensor A is precise and rare, B is plentiful, noisy and biased. No network and no tensor: an array of numbers is all the state.
/// </summary>
internal sealed class CurveFit : IProblem
{
    private const int Nodes = 121, Epochs = 60, Candidates = 10;

    public static WeightSpace Losses { get; } = new("sensor A", "sensor B", "roughness", "size");

    public string Name => "curve";

    public string Error => "RMS distance from the truth";

    public IReadOnlyList<string> Methods { get; } = [.. Finder.Names, "reinforce-replayed", "reinforce-mean"];

    public bool TryTrainCandidate(string method, long seed, out int exitCode) =>
        CandidateProcess.TryRun(() => new Fit(new Measurements(seed)), out exitCode);

    public Outcome Run(string method, long seed, Elsewhere? elsewhere, CancellationToken cancellation)
    {
        var data = new Measurements(seed);
        if (method is not ("reinforce-replayed" or "reinforce-mean"))
        {
            var controller = Finder.Create(method, Losses, seed, maximize: false);
            int epochs = method == "equal-longer" ? Candidates * Epochs : Epochs;
            return Train(controller, epochs, Finder.IsSearch(method) ? Candidates : 1).Outcome;
        }
        // What a search found, trained once more: its schedule, or the mean of its weights.
        var schedule = WeightSchedule.From(Train(Finder.Create("reinforce", Losses, seed, maximize: false), Epochs, Candidates).Found);
        WeightController found = method == "reinforce-mean"
            ? new FixedController(schedule.MeanWeights)
            : new ScheduledController(schedule, new() { RepeatSeeds = false, Seed = seed + 1 });
        Outcome again = Train(found, Epochs, 1).Outcome;
        return again with { Cost = again.Cost + Candidates };

        (Outcome Outcome, IReadOnlyList<EpochRecord> Found) Train(WeightController controller, int epochs, int candidates)
        {
            var fit = new Fit(data);
            using var processes = candidates == 1 ? null : elsewhere?.Candidates(fit);
            int parallelism = processes is null ? 1 : elsewhere!.Workers;
            using var search = new WeightSearch<State>(
                processes ?? (ITrainable<State>)fit, controller, new() { Candidates = candidates, Parallelism = parallelism });
            search.RunTo(epochs, cancellation: cancellation);
            return (new(fit.ErrorAgainstTruth(), epochs * candidates / (double)Epochs, search.Epochs[^1].Weights), search.Epochs);
        }
    }

    /// <summary>A signal seen by two sensors, at nodes of the curve's grid.</summary>
    internal sealed class Measurements
    {
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

    /// <summary>Everything that training changes.</summary>
    internal sealed class State
    {
        public double[] Curve { get; init; } = new double[Nodes];

        public double[] First { get; init; } = new double[Nodes];

        public double[] Second { get; init; } = new double[Nodes];

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

    /// <summary>The fit, as the search trains it.</summary>
    internal sealed class Fit(Measurements data) : ISavableTrainable<State>
    {
        public const int StepsPerEpoch = 40;
        private State _now = new();

        /// <summary>Root mean square distance from the signal, which neither the fit nor the controller ever sees.</summary>
        public double ErrorAgainstTruth() => Math.Sqrt(_now.Curve.Zip(data.Truth, (y, truth) => (y - truth) * (y - truth)).Average());

        public State Snapshot() => _now.Copy();

        public void Restore(State snapshot) => _now = snapshot.Copy();

        public void Save(string path, State snapshot) => File.WriteAllText(path, JsonSerializer.Serialize(snapshot));

        public State Load(string path) => JsonSerializer.Deserialize<State>(File.ReadAllText(path))!;

        public void Release(State snapshot)
        {
            // Small enough for the collector; a trainable with large buffers would keep them for its next snapshot.
        }

        public ImmutableArray<double> TrainEpoch(
            LossWeights weights, EpochContext context, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
        {
            var batches = new Noise(context.Seed);
            var means = new double[weights.Count];
            var gradient = new double[Nodes];
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
            const double scale = 100.0 / (Nodes - 2);
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
}
