namespace Awsnet.Components;

/// <summary>
/// Work in other processes cannot begin or go on; the message says what was seen and what to do. Nothing is left running.
/// </summary>
public sealed class ClusterException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What was seen and what to do.</param>
    /// <param name="inner">Its cause, or null.</param>
    public ClusterException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
