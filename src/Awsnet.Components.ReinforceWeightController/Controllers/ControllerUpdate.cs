namespace Awsnet.Components;

/// <summary>What a controller did with the results it was told.</summary>
public sealed record ControllerUpdate
{
    /// <summary>How many times the controller has been told results, this time included.</summary>
    public required int Step { get; init; }

    /// <summary>Index of the candidate that is preferred to all others, or −1 when none ended well.</summary>
    public required int Winner { get; init; }

    /// <summary>Index of the candidate whose weights (and whose network) are carried on, or −1 when the incumbent stays.</summary>
    public required int Adopted { get; init; }

    /// <summary>The incumbent's weights from now on.</summary>
    public required LossWeights Weights { get; init; }

    /// <summary>Mean of the untransformed rewards of the candidates that ended well; NaN when none did.</summary>
    public required double MeanReward { get; init; }

    /// <summary>Untransformed reward of the winner; NaN when there is none.</summary>
    public required double BestReward { get; init; }

    /// <summary>
    /// The baseline that the transformed rewards were compared with (B_t of the paper), where the strategy has one; else NaN.
    /// </summary>
    public double Baseline { get; init; } = double.NaN;

    /// <summary>How many candidates failed, were not a number, or were lost.</summary>
    public required int Failures { get; init; }

    /// <summary>Whether the policy's parameters moved in this step.</summary>
    public bool PolicyMoved { get; init; }

    /// <summary>Mean entropy of the policy per loss, as a part of the largest possible.</summary>
    /// <value>0 (decided) to 1 (uniform); NaN where the strategy has no policy.</value>
    public double PolicyEntropy { get; init; } = double.NaN;
}
