namespace Awsnet.Components;

/// <summary>How a candidate ended that a trainable had trained elsewhere, for instance in another process.</summary>
/// <param name="status">How the candidate ended; null when nothing is known of it and the search is to break off.</param>
/// <param name="message">What happened; it stands in the search's log as it is.</param>
public sealed class CandidateException(CandidateStatus? status, string message) : Exception(message)
{
    /// <summary>
    /// <see cref="CandidateStatus.Failed"/> or <see cref="CandidateStatus.Lost"/>; null breaks the search off, the candidates done so far
    /// being kept for the next call.
    /// </summary>
    public CandidateStatus? Status { get; } = status;
}
