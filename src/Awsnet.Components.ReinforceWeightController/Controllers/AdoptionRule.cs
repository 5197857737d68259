namespace Awsnet.Components;

/// <summary>Which candidate's weights and network are carried on.</summary>
public enum AdoptionRule
{
    /// <summary>The one with the best reward, as in the paper; ties go to the lower index.</summary>
    Best,

    /// <summary>
    /// The best one if it beats the incumbent: the control arm's reward where there is one, else the reward of the candidate adopted last.
    /// Otherwise nothing moves. A control arm that is the best itself is adopted.
    /// </summary>
    BestIfBetter,

    /// <summary>
    /// The first candidate that ended well and is not the control arm, whatever its reward: the policy alone, without best-of-K.
    /// </summary>
    First,

    /// <summary>None: the incumbent stays, and the controller only learns.</summary>
    None,
}
