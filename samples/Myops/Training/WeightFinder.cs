namespace Awsnet.Components.Myops;

/// <summary>Who finds the weights of the heads' losses.</summary>
internal static class WeightFinder
{
    /// <summary>The finder without a controller: the weights are parameters of the network.</summary>
    public const string Gradient = "gradient";

    /// <summary>Equal weights to the end.</summary>
    public const string Fixed = "fixed";

    /// <summary>The paper's controller.</summary>
    public const string ByReinforce = "reinforce";

    /// <summary>All finders.</summary>
    public static IReadOnlyList<string> Names { get; } = [ByReinforce, "genetic", "no-rl", Gradient, Fixed];

    /// <summary>The named settings of the REINFORCE controller that there are.</summary>
    public static IReadOnlyList<string> ControllerNames { get; } = ["paper", "effective"];

    /// <summary>The controller of the auto-weighted epochs.</summary>
    public static IWeightController Create(FineOptions options, long seed) => options.Finder switch
    {
        ByReinforce => Asan.CreateController(Reinforce(options, seed), options.Heads, Space(options).InitialLogits),
        // Equal proposals are trained once: plain training that can share its first epochs with a search.
        Fixed => new FixedController(LossWeights.Equal(Space(options).Names), new FixedOptions { Seed = seed }),
        "genetic" => new GeneticController(Space(options), new GeneticOptions { Seed = seed }),
        // The paper's No-RL: the same actions, drawn with equal probabilities to the end, and the best of K adopted.
        "no-rl" => new GreedyController(Space(options), new GreedyOptions { Seed = seed }),
        _ => throw new InputException($"The weight finder {options.Finder} is unknown. Choose reinforce, genetic, no-rl or fixed."),
    };

    /// <summary>The heads' losses and β₀.</summary>
    public static WeightSpace Space(FineOptions options)
    {
        var space = Asan.HeadWeights(options.Heads, options.InitialFinalLogit);
        return options.InitialLogits is { } logits ? space with { InitialLogits = [.. logits] } : space;
    }

    /// <summary>The REINFORCE controller's named settings, with what the options change of them.</summary>
    public static ReinforceOptions Reinforce(FineOptions options, long seed = 0)
    {
        var named = options.Controller switch
        {
            "paper" => ReinforceOptions.PaperFaithful,
            "effective" => ReinforceOptions.Effective,
            _ => throw new InputException($"--controller {options.Controller}: expected one of {string.Join(", ", ControllerNames)}."),
        };
        return named with
        {
            Seed = seed,
            Actions = options.WeightStep is { } step ? [-step, 0, step] : named.Actions,
            Optimizer = named.Optimizer with { LearningRate = options.PolicyLearningRate ?? named.Optimizer.LearningRate },
            InitialDeviation = options.PolicyDeviation ?? named.InitialDeviation,
            BaselineRate = options.BaselineRate ?? named.BaselineRate,
            Transform = named.Transform with
            {
                Shift = options.RewardShift ?? named.Transform.Shift,
                Exponent = options.RewardExponent ?? named.Transform.Exponent,
            },
        };
    }
}
