using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Awsnet.Components.Tests;

/// <summary>
/// A position in the plane of three losses, pulled to the goal of each by its weight, with noise from the seed. It fails as the environment
/// variable says: <c>FAULT</c> is <c>KIND EPOCH CANDIDATE [once FOLDER]</c>, several of them set apart by semicolons.
/// </summary>
public sealed class TinyTrainable : ISavableTrainable<double[]>, IForkableTrainable<double[]>, IBudgetedTrainable<double[]>
{
    public const string FaultVariable = "AWSNET_TEST_FAULT", PadVariable = "AWSNET_TEST_PAD", BitsVariable = "AWSNET_TEST_FINGERPRINT";
    private const int Steps = 20;
    private double[] _position = [0, 0, 0, 0];

    /// <summary>One of a worker, unless the fault is <c>make</c>.</summary>
    public static TinyTrainable Make() => Environment.GetEnvironmentVariable(FaultVariable) == "make"
        ? throw new ArgumentOutOfRangeException("rate", -1, "The rate must be above 0.")
        : new TinyTrainable();

    /// <summary>What befalls this one; null to ask the environment.</summary>
    public string? Fault { get; init; }

    public string Fingerprint => Environment.GetEnvironmentVariable(BitsVariable) ?? "tiny 1";

    public double[] Snapshot() => [.. _position];

    public void Restore(double[] snapshot) => _position = [.. snapshot];

    public void Release(double[] snapshot)
    {
    }

    public ITrainable<double[]> Fork(int side, int sides) => new TinyTrainable { Fault = Fault, _position = [.. _position] };

    public void Save(string path, double[] snapshot)
    {
        byte[] padding = new byte[int.Parse(Environment.GetEnvironmentVariable(PadVariable) ?? "0", CultureInfo.InvariantCulture)];
        File.WriteAllBytes(path, [.. MemoryMarshal.AsBytes<double>(snapshot), .. padding]);
    }

    public double[] Load(string path) => MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(path).AsSpan(0, 32)).ToArray();

    public ImmutableArray<double> TrainEpoch(
        LossWeights weights, EpochContext context, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        TrainPart(weights, context, 0, 1, progress, cancellation);

    public ImmutableArray<double> TrainPart(LossWeights weights, EpochContext context, double from, double to,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var losses = new double[weights.Count];
        int first = (int)Math.Round(from * Steps), last = (int)Math.Round(to * Steps);
        for (int step = first; step < last; step++)
        {
            if (step == Steps / 2)
                Faults.Strike(Fault ?? Environment.GetEnvironmentVariable(FaultVariable) ?? "", context, _position);
            var noise = new Random(HashCode(context.Seed, step));
            for (int loss = 0; loss < weights.Count; loss++)
            {
                for (int i = 0; i < _position.Length; i++)
                {
                    double off = _position[i] - Goal(loss, i);
                    losses[loss] += off * off / (last - first);
                    _position[i] -= 0.02 * weights[loss] * (off + 0.1 * (noise.NextDouble() - 0.5));
                }
            }
            progress?.Report(new TrainingProgress((step + 1) / (double)Steps, losses.Sum()));
        }
        return [.. losses];
    }

    public double Evaluate(CancellationToken cancellation) =>
        -_position.Select((position, i) => Math.Pow(position - Goal(1, i), 2)).Sum();

    private static double Goal(int loss, int axis) => Math.Sin(1 + 3 * loss + axis);

    private static int HashCode(long seed, int step) => unchecked((int)(seed ^ (seed >> 32)) * 31 + step);
}
