namespace Awsnet.Components;

/// <summary>How a candidate ended.</summary>
public enum CandidateStatus
{
    /// <summary>It trained and was evaluated to a finite number.</summary>
    Ok,

    /// <summary>Its training or its evaluation threw, or its job was lost.</summary>
    Failed,

    /// <summary>It was evaluated to NaN or to an infinity.</summary>
    NotANumber,
}
