namespace Awsnet.Components.Myops;

/// <summary>Who finds the weights of the heads' losses.</summary>
internal static class WeightFinder
{
    /// <summary>The finder without a controller: the weights are parameters of the network.</summary>
    public const string Gradient = "gradient";

    /// <summary>Equal weights to the end.</summary>
    public const string Fixed = "fixed";

    /// <summary>The controller of the auto-weighted epochs.</summary>
    public static IWeightController Create(FineOptions options, long seed) => options.Finder switch
    {
        "reinforce" => new ReinforceController(Space(options), Policy.Of(options, seed)),
        // Equal proposals are trained once: plain training that can share its first epochs with a search.
        Fixed => new FixedController(LossWeights.Equal([.. Stage.HeadNames(options.Heads)]), new FixedOptions { Seed = seed }),
        "genetic" => new GeneticController(Space(options), new GeneticOptions { Seed = seed }),
        // The paper's No-RL: the same actions, drawn alike for ever, and the best of K adopted.
        "no-rl" => new GreedyController(Space(options), new GreedyOptions { Seed = seed }),
        _ => throw new InputException($"There is no weight finder {options.Finder} for auto-weighted epochs. Choose reinforce, genetic, no-rl or fixed."),
    };

    /// <summary>The heads' losses and β₀.</summary>
    public static WeightSpace Space(FineOptions options)
    {
        var names = Stage.HeadNames(options.Heads);
        return new WeightSpace(names)
        {
            InitialLogits = [.. options.InitialLogits
                ?? names.Select((_, i) => i == names.Count - 1 ? options.InitialFinalLogit : options.InitialFinalLogit / 2)],
        };
    }
}
