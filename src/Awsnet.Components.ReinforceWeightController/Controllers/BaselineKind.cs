namespace Awsnet.Components;

/// <summary>What a candidate's reward is compared with.</summary>
public enum BaselineKind
{
    /// <summary>The paper's: B_t = (1 − γ) B_{t−1} + γ · mean_j R_j, with B_0 the first mean.</summary>
    RunningMean,

    /// <summary>The mean of the other candidates of the same step; no bias, and all that moves the whole step at once cancels.</summary>
    LeaveOneOut,

    /// <summary>Nothing: the reward itself is the advantage.</summary>
    None,
}
