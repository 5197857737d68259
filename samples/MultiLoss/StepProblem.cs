using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Samples;

/// <summary>A training whose weights are found step by step: the frame that such problems share.</summary>
internal abstract class StepProblem : IProblem
{
    private const string Grid = "grid", Merged = "merged", Longer = "equal-";

    public abstract string Name { get; }

    public abstract string Error { get; }

    /// <summary>
    /// Equal weights, for longer too, with the validation data merged in, the best of a grid, then the packages' methods.
    /// </summary>
    public IReadOnlyList<string> Methods =>
        ["equal", $"{Longer}1.5x", $"{Longer}2x", $"{Longer}10x", Merged, Grid, .. StepWeightings.Names.Skip(1)];

    protected abstract IReadOnlyList<string> Losses { get; }

    protected abstract int Steps { get; }

    /// <summary>Gradients are compared once in so many steps, which keeps the price of doing so under half a training.</summary>
    private int RefreshInterval => 5 * Losses.Count / 2;

    /// <summary>The best of these by validation is the grid's.</summary>
    protected abstract IEnumerable<double[]> FixedPoints { get; }

    public Outcome Run(string method, long seed, CancellationToken cancellation)
    {
        manual_seed(seed);
        if (method == Grid)
            return Best([.. FixedPoints.Select(point =>
                Train(Start(seed), new FixedWeighting(LossWeights.Of(Losses, point)), Steps, cancellation))]);
        if (method == Merged)
        {
            ITrial merged = Start(seed, isMerged: true);
            return Train(merged, new EqualWeighting(merged.Names), Steps, cancellation).Outcome;
        }
        if (method.StartsWith(Longer, StringComparison.Ordinal))
        {
            int steps = (int)(Steps * double.Parse(method[Longer.Length..^1], CultureInfo.InvariantCulture));
            return Train(Start(seed), new EqualWeighting(Losses), steps, cancellation).Outcome;
        }
        var options = new StepWeightingOptions { Seed = seed, RefreshInterval = NeedsGradients(method) ? RefreshInterval : 1 };
        return Train(Start(seed), StepWeightings.Create(method, Losses, options), Steps, cancellation).Outcome;
    }

    /// <summary>A network and its data, all from the seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="isMerged">Whether the validation data are among those it trains on.</param>
    protected abstract ITrial Start(long seed, bool isMerged = false);

    private bool NeedsGradients(string method) =>
        (StepWeightings.Create(method, Losses).Needs & (StepNeeds.Gram | StepNeeds.Validation)) != 0;

    private static Outcome Best((Outcome Outcome, double Validation)[] trained)
    {
        Outcome best = trained.MinBy(one => one.Validation).Outcome;
        return best with { Cost = trained.Sum(one => one.Outcome.Cost) };
    }

    private static (Outcome Outcome, double Validation) Train(
        ITrial trial, StepWeighting weighting, int steps, CancellationToken cancellation)
    {
        using (trial)
        {
            double cost = 0;
            using optim.Optimizer optimizer = optim.Adam(trial.Parameters, trial.LearningRate);
            for (int step = 0; step < steps; step++)
            {
                cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                foreach (var group in optimizer.ParamGroups)
                    group.LearningRate = trial.LearningRate * (1 + Math.Cos(Math.PI * step / steps)) / 2;
                optimizer.zero_grad();
                cost += Step(trial, weighting, step);
                optimizer.step();
                if (!weighting.Needs.HasFlag(StepNeeds.Observation))
                    continue;
                weighting.Observe(Values(trial.Losses(step)));
                cost += 1 / 3.0;   // a pass forward without one backward
            }
            return (new(trial.Error(), cost, weighting.Weights), trial.ValidationError());
        }
    }

    /// <summary>Leaves the weighted gradient in the parameters; returns what it cost, in steps of equal weights.</summary>
    private static double Step(ITrial trial, StepWeighting weighting, int step)
    {
        Tensor[] losses = trial.Losses(step);
        bool isMeasured = (weighting.Needs & (StepNeeds.Gram | StepNeeds.Validation)) != 0 && weighting.IsRefreshDue;
        if (isMeasured)
        {
            Tensor? validation = weighting.Needs.HasFlag(StepNeeds.Validation) ? trial.ValidationLoss() : null;
            using var gradients = LossGradients.Of(losses, trial.Parameters, trial.Shared, validation);
            gradients.Apply(weighting.Next(gradients.ToInput()));
            return losses.Length + (validation is null ? 0 : 1);
        }
        LossTerms.Weighted(weighting.Next(Values(losses)), losses).Total.backward();
        return 1;
    }

    private static double[] Values(Tensor[] losses)
    {
        using var scope = NewDisposeScope();
        return [.. stack(losses.Select(loss => loss.detach())).to(ScalarType.Float64).data<double>()];
    }
}
