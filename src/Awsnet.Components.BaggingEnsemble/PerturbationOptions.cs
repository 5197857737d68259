namespace Awsnet.Components;

/// <summary>How the initial weights of base learners are made to differ.</summary>
public sealed record PerturbationOptions
{
    /// <summary>Standard deviation of the normal perturbation of each weight.</summary>
    /// <value>At least 0 and finite. Default 0.05, a third of the controller's step of 0.15.</value>
    public double Scale { get; init; } = 0.05;

    /// <summary>Seed of all draws.</summary>
    /// <value>Any number; a member's weights depend on the seed and its index alone. Default 0.</value>
    public long Seed { get; init; }

    /// <summary>Whether member 0 keeps the weights as they are.</summary>
    /// <value>Default true.</value>
    public bool KeepFirst { get; init; } = true;
}
