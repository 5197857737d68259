namespace Awsnet.Components;

/// <summary>The search stops: every candidate has failed for several epochs. The trainable holds the incumbent.</summary>
/// <param name="message">What failed and what to do.</param>
public sealed class WeightSearchException(string message) : Exception(message);
