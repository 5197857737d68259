namespace Awsnet.Components;

/// <summary>
/// Training has left the numbers: losses or gradients that are not finite, step after step, or a loss that grows without bound.
/// </summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What was seen and what to do.</param>
    public TrainingDivergedException(string message)
        : base(message)
    {
    }
}
