namespace Awsnet.Components.Samples;

/// <summary>The packages' weight finders by name.</summary>
internal static class Finder
{
    /// <summary>Equal weights, equal weights for as many epochs as a search trains, then the finders.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["equal", "equal-longer", "reinforce", "greedy", "genetic", "random", "dwa", "uw-analytic"];

    /// <summary>Whether it trains several candidates for each epoch that is kept.</summary>
    public static bool IsSearch(string name) => name is "reinforce" or "greedy" or "genetic";

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="space">The losses.</param>
    /// <param name="seed">Seed of what it draws.</param>
    /// <param name="maximize">Whether more of the score is better.</param>
    /// <param name="step">How far a search moves a loss's logit in an epoch.</param>
    public static WeightController Create(string name, WeightSpace space, long seed, bool maximize, double step = 0.15) => name switch
    {
        "reinforce" => new ReinforceController(
            space, ReinforceOptions.Effective with { Seed = seed, Maximize = maximize, Actions = [-step, 0, step] }),
        "greedy" => new GreedyController(space, new() { Seed = seed, Maximize = maximize, Actions = [-step, 0, step] }),
        "genetic" => new GeneticController(space, new() { Seed = seed, Maximize = maximize }),
        "random" => new RandomController(space, new() { Seed = seed, Maximize = maximize }),
        "dwa" => new StepwiseController(new DynamicWeightAverage(space.Names), new() { Maximize = maximize }),
        "uw-analytic" => new StepwiseController(new AnalyticUncertaintyWeighting(space.Names), new() { Maximize = maximize }),
        _ => new FixedController(LossWeights.Equal(space.Names), new() { Maximize = maximize }),
    };
}
