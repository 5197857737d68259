using System.Collections.Immutable;

namespace Awsnet.Components.Tests;

/// <summary>
/// A trainable with a state one can follow by hand: a position that each epoch moves toward a target by gradient steps on two weighted
/// losses, with noise from the seed. Counts what the search does with it.
/// </summary>
internal sealed class FakeTrainable : IBudgetedTrainable<FakeTrainable.Copy>, IForkableTrainable<FakeTrainable.Copy>, IDisposable
{
    private readonly Ledger _ledger;

    public FakeTrainable(int losses = 4)
        : this(losses, new Ledger())
    {
    }

    private FakeTrainable(int losses, Ledger ledger)
    {
        Losses = losses;
        _ledger = ledger;
        Positions = new double[losses];
    }

    public int Losses { get; }

    public double[] Positions { get; private set; }

    public Ledger Seen => _ledger;

    /// <summary>Called before each candidate's training; may throw.</summary>
    public Action<LossWeights, EpochContext, CancellationToken>? BeforeTraining { get; set; }

    /// <summary>Called before each snapshot; may throw.</summary>
    public Action? BeforeSnapshot { get; set; }

    /// <summary>Called before each restoring; may throw.</summary>
    public Action? BeforeRestore { get; set; }

    /// <summary>Changes what an evaluation gives.</summary>
    public Func<double, double>? Score { get; set; }

    public Copy Snapshot()
    {
        BeforeSnapshot?.Invoke();
        lock (_ledger)
        {
            _ledger.Held++;
            _ledger.MostHeld = Math.Max(_ledger.MostHeld, _ledger.Held);
            _ledger.Taken++;
        }
        return new Copy([.. Positions]);
    }

    public void Restore(Copy snapshot)
    {
        BeforeRestore?.Invoke();
        snapshot.Released.Should().BeFalse("a released snapshot must not be restored");
        Positions = [.. snapshot.Positions];
    }

    public void Release(Copy snapshot)
    {
        snapshot.Released.Should().BeFalse("a snapshot is released once");
        snapshot.Released = true;
        lock (_ledger)
            _ledger.Held--;
    }

    public ImmutableArray<double> TrainEpoch(
        LossWeights weights, EpochContext context, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
        => TrainPart(weights, context, 0, 1, progress, cancellation);

    // Ten batches an epoch; loss i is (x_i - 1)²/2, so a step of rate 0.1 moves x_i by 0.1 · α_i · (1 - x_i) plus the batch's noise.
    public ImmutableArray<double> TrainPart(LossWeights weights, EpochContext context, double from, double to,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        BeforeTraining?.Invoke(weights, context, cancellation);
        lock (_ledger)
            _ledger.Batches += (int)Math.Round(10 * (to - from));
        var sums = new double[Losses];
        int first = (int)Math.Round(10 * from), last = (int)Math.Round(10 * to);
        for (int batch = first; batch < last; batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < Losses; i++)
            {
                double noise = Math.Sin(context.Seed % 1000003 + 17.0 * batch + 5 * i) * 0.02;
                double error = 1 - Positions[i];
                sums[i] += error * error / 2 / (last - first);
                Positions[i] += 0.1 * weights[i] * (error + noise) * (i == 0 ? 4 : 1);
            }
            progress?.Report(new TrainingProgress((batch + 1) / 10.0, sums.Sum()));
        }
        return [.. sums];
    }

    public double Evaluate(CancellationToken cancellation)
    {
        double score = 1 - Positions.Select((x, i) => (1 - x) * (1 - x) * (i + 1)).Sum() / 20;
        return Score?.Invoke(score) ?? score;
    }

    public ITrainable<Copy> Fork(int side, int sides)
    {
        lock (_ledger)
            _ledger.Forks++;
        return new FakeTrainable(Losses, _ledger)
        {
            Positions = [.. Positions],
            BeforeTraining = BeforeTraining,
            BeforeSnapshot = BeforeSnapshot,
            Score = Score,
        };
    }

    public void Dispose()
    {
        lock (_ledger)
            _ledger.Forks--;
    }

    internal sealed class Copy(double[] positions)
    {
        public double[] Positions { get; } = positions;

        public bool Released { get; set; }
    }

    internal sealed class Ledger
    {
        public int Held { get; set; }

        public int MostHeld { get; set; }

        public int Taken { get; set; }

        public int Forks { get; set; }

        public int Batches { get; set; }
    }
}
