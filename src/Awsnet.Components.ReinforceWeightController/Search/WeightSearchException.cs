namespace Awsnet.Components;

/// <summary>The search stops: every candidate has failed for several epochs. The trainable holds the incumbent.</summary>
public sealed class WeightSearchException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What failed and what to do.</param>
    public WeightSearchException(string message)
        : base(message)
    {
    }
}
