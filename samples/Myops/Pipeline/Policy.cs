namespace Awsnet.Components.Myops;

/// <summary>The REINFORCE controller's settings of an ASAN.</summary>
internal static class Policy
{
    /// <summary>The named settings, with what the options change of them.</summary>
    public static ReinforceOptions Of(FineOptions options, long seed)
    {
        var settings = Named(options.Controller) with { Seed = seed };
        if (options.WeightStep is { } step) settings = settings with { Actions = [-step, 0, step] };
        if (options.PolicyLearningRate is { } rate) settings = settings with { Optimizer = settings.Optimizer with { LearningRate = rate } };
        if (options.PolicyDeviation is { } deviation) settings = settings with { InitialDeviation = deviation };
        if (options.BaselineRate is { } decay) settings = settings with { BaselineRate = decay };
        if (options.RewardShift is { } shift) settings = settings with { Transform = settings.Transform with { Shift = shift } };
        if (options.RewardExponent is { } exponent) settings = settings with { Transform = settings.Transform with { Exponent = exponent } };
        return settings;
    }

    /// <summary><c>paper</c> or <c>effective</c>.</summary>
    public static ReinforceOptions Named(string name) => name switch
    {
        "paper" => ReinforceOptions.PaperFaithful,
        "effective" => ReinforceOptions.Effective,
        _ => throw new InputException($"--controller {name}: there is no such controller. Choose {string.Join(", ", Names)}."),
    };

    /// <summary>The names there are.</summary>
    public static IReadOnlyList<string> Names { get; } = ["paper", "effective"];
}
