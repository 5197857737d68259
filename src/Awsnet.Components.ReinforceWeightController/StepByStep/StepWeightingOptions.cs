namespace Awsnet.Components;

/// <summary>What all step-by-step weightings have in common.</summary>
public sealed record StepWeightingOptions
{
    /// <summary>How many times larger than any other a weight may be: without such a bound a loss near 0 takes the whole sum.</summary>
    /// <value>1 or more, or <see cref="double.PositiveInfinity"/> for none. Default 1000.</value>
    public double LargestRatio { get; init => field = Option.InRange(value, value >= 1, "1 or more"); } = 1000;

    /// <summary>Decay ρ of an exponential moving average of the log-weights: l ← ρ l + (1 − ρ) log w.</summary>
    /// <value>In [0, 1). Default 0: none.</value>
    public double Smoothing { get; init => field = Option.InRange(value, value is >= 0 and < 1, "in [0, 1)"); }

    /// <summary>The weights are computed once in so many steps; gradients are needed on those alone.</summary>
    /// <value>1 or more. Default 1.</value>
    public int RefreshInterval { get; init => field = Option.InRange(value, value >= 1, "1 or more"); } = 1;

    /// <summary>Seed of methods that draw.</summary>
    /// <value>Any. Default 0.</value>
    public long Seed { get; init; }
}
