namespace Awsnet.Components;

/// <summary>How a candidate ended.</summary>
public enum CandidateStatus
{
    /// <summary>It trained and was evaluated to a finite number.</summary>
    Ok,

    /// <summary>Its training or its evaluation threw.</summary>
    Failed,

    /// <summary>It was evaluated to NaN or to an infinity.</summary>
    NotANumber,

    /// <summary>
    /// The machine failed it, so nothing is known of its weights: it counts as the mean of the others and is never adopted.
    /// </summary>
    Lost,
}
