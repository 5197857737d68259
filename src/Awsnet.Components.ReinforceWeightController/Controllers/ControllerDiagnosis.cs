namespace Awsnet.Components;

/// <summary>Whether a controller learns, in figures and in one sentence.</summary>
public sealed record ControllerDiagnosis
{
    /// <summary>Mean entropy of the policy per loss, as a part of the largest possible.</summary>
    /// <value>0 (decided) to 1 (uniform); NaN where the strategy has no policy.</value>
    public double PolicyEntropy { get; init; } = double.NaN;

    /// <summary>
    /// How far the policy has moved from uniform: the greatest total-variation distance of any loss's action probabilities.
    /// </summary>
    /// <value>0 (uniform) to 1 − 1/actions (decided); NaN where the strategy has no policy.</value>
    public double Drift { get; init; } = double.NaN;

    /// <summary>
    /// Signal-to-noise of the advantage: the greatest |z| over losses and actions, where z = Σ g / √(Σ g²) and g is advantage times score
    /// (onehot − p) of each sample so far. Without any signal every z is about standard normal.
    /// </summary>
    /// <value>0 or more; NaN before the first sample or without a policy.</value>
    public double SignalToNoise { get; init; } = double.NaN;

    /// <summary>What <see cref="SignalToNoise"/> must exceed to be no accident (5 % over all losses and actions together).</summary>
    public double SignalNeeded { get; init; } = double.NaN;

    /// <summary>Whether the proposals are, as far as the figures can tell, those of a random search.</summary>
    public required bool IndistinguishableFromRandomSearch { get; init; }

    /// <summary>The finding as a plain sentence.</summary>
    public required string Summary { get; init; }
}
