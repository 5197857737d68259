using System.Globalization;
using static TorchSharp.torch;

namespace Awsnet.Components.Samples;

/// <summary>A training whose weights are found step by step: the frame that such problems share.</summary>
internal abstract class StepProblem : IProblem
{
    private const string Grid = "grid", WholeRun = "whole-run", Merged = "merged", Longer = "equal-";

    public abstract string Name { get; }

    public abstract string Error { get; }

    /// <summary>
    /// Equal weights, for longer too, with the validation data merged in, the best of a grid and of a search over whole runs, then the
    /// packages' methods step by step.
    /// </summary>
    public IReadOnlyList<string> Methods =>
        ["equal", $"{Longer}1.5x", $"{Longer}2x", $"{Longer}10x", Merged, Grid, WholeRun, .. StepWeightings.Names.Skip(1)];

    protected abstract IReadOnlyList<string> Losses { get; }

    protected abstract int Steps { get; }

    /// <summary>Gradients are compared once in so many steps, which keeps the price of doing so under half a training.</summary>
    private int RefreshInterval => 5 * Losses.Count / 2;

    /// <summary>The best of these by validation is the grid's.</summary>
    protected abstract IEnumerable<double[]> FixedPoints { get; }

    public Outcome Run(string method, long seed, Elsewhere? elsewhere, CancellationToken cancellation)
    {
        Outcome trained = Train(method, seed, elsewhere, cancellation);
        return trained with { Cost = trained.Cost / Steps };
    }

    /// <summary>Its cost is in steps with equal weights.</summary>
    private Outcome Train(string method, long seed, Elsewhere? elsewhere, CancellationToken cancellation)
    {
        if (method == Grid)
            return BestOfGrid(seed, cancellation);
        if (method == WholeRun)
            return BestOfWholeRuns(seed, elsewhere, cancellation);
        int steps = method.StartsWith(Longer, StringComparison.Ordinal)
            ? (int)(Steps * double.Parse(method[Longer.Length..^1], CultureInfo.InvariantCulture))
            : Steps;
        ITrial trial = Begin(seed, isMerged: method == Merged);
        using var run = new StepRun(trial, Weighting(method, trial.Names, seed), steps);
        run.TrainTo(steps, null, cancellation);
        return run.Outcome();
    }

    public bool TryTrainCandidate(string method, long seed, out int exitCode) =>
        CandidateProcess.TryRun(trial => StartRun(trial.Weights, seed), out exitCode);

    /// <summary>A network and its data, all from the seed.</summary>
    /// <param name="isMerged">Whether the validation data are among those it trains on.</param>
    protected abstract ITrial Start(long seed, bool isMerged = false);

    private ITrial Begin(long seed, bool isMerged = false)
    {
        // One thread everywhere: the last bits depend on it.
        set_num_threads(1);
        manual_seed(seed);
        return Start(seed, isMerged);
    }

    private StepRun StartRun(LossWeights weights, long seed) => new(Begin(seed), new FixedWeighting(weights), Steps);

    private StepWeighting Weighting(string method, IReadOnlyList<string> losses, long seed) =>
        method == Merged || method.StartsWith(Longer, StringComparison.Ordinal)
            ? new EqualWeighting(losses)
            : StepMethods.Create(method, losses, seed, RefreshInterval);

    private Outcome BestOfGrid(long seed, CancellationToken cancellation)
    {
        (double Validation, Outcome Outcome) Trained(double[] point)
        {
            using var run = StartRun(LossWeights.Of(Losses, point), seed);
            return (run.TrainTo(Steps, null, cancellation), run.Outcome());
        }
        var trained = FixedPoints.Select(Trained).ToArray();
        return trained.MinBy(one => one.Validation).Outcome with { Cost = trained.Sum(one => one.Outcome.Cost) };
    }

    /// <summary>
    /// The best of ten sets of weights over decades, by validation. It was trained to the end already, perhaps in another process, and
    /// comes to the same bits again: that costs nothing here.
    /// </summary>
    private Outcome BestOfWholeRuns(long seed, Elsewhere? elsewhere, CancellationToken cancellation)
    {
        // The problem is one of a seed: another would be another problem, so that each set of weights has one run.
        var search = new WholeRunSearch(Losses, new() { Epochs = Steps, Maximize = false, Seed = seed });
        using var processes = elsewhere?.WholeRuns();
        LossWeights best = search.Run(
            processes is null ? trial => StartRun(trial.Weights, seed) : processes.Start, elsewhere?.Workers ?? 1, null, cancellation);
        using var run = StartRun(best, seed);
        run.TrainTo(Steps, null, cancellation);
        return run.Outcome() with { Cost = search.Cost * Steps };
    }
}
