using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>What all strategies have in common.</summary>
public abstract record ControllerOptions
{
    private protected ControllerOptions()
    {
    }

    /// <summary>Seed of everything random in the controller and of the seeds in its proposals.</summary>
    /// <value>0 or more. Default 0.</value>
    public long Seed { get; init => field = Option.InRange(value, value >= 0, "0 or more"); }

    /// <summary>Whether a greater reward is better.</summary>
    /// <value>Default true; false for an error or a loss.</value>
    public bool Maximize { get; init; } = true;

    /// <summary>Which candidate is carried on.</summary>
    /// <value>Default <see cref="AdoptionRule.Best"/>.</value>
    public AdoptionRule Adoption
    {
        get;
        init => field = Option.InRange(value, Enum.IsDefined(value), "one of Best, BestIfBetter, First, None");
    }

    /// <summary>Under <see cref="AdoptionRule.BestIfBetter"/>: by how much the reward must exceed the incumbent's.</summary>
    /// <value>Finite; below 0 tolerates some loss. Default 0: it must exceed it.</value>
    public double MinimumGain { get; init => field = Option.InRange(value, double.IsFinite(value), "finite"); }

    /// <summary>Whether proposal 0 is a control arm that tries the incumbent's weights again (when two or more are asked for).</summary>
    /// <value>Default false.</value>
    public bool ControlArm { get; init; }

    /// <summary>Whether all proposals of one step carry the same seed, so that candidates differ by their weights alone.</summary>
    /// <value>Default true.</value>
    public bool CommonRandomNumbers { get; init; } = true;

    /// <summary>A candidate that failed or was not a number counts as this much worse than the worst that ended well.</summary>
    /// <value>0 or more, in the reward's own unit. Default 0.01.</value>
    public double FailurePenalty
    {
        get;
        init => field = Option.InRange(value, value >= 0 && double.IsFinite(value), "0 or more and finite");
    } = 0.01;

    /// <summary>The strategy's name in saved states.</summary>
    internal abstract string Strategy { get; }

    internal JsonNode ToJson() => JsonSerializer.SerializeToNode(this, GetType(), StateJson.Default)!;
}
