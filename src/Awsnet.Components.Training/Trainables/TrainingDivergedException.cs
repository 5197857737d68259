namespace Awsnet.Components;

/// <summary>
/// Training has left the numbers: losses or gradients that are not finite, step after step, or a loss that grows without bound.
/// </summary>
/// <param name="message">What was seen and what to do.</param>
public sealed class TrainingDivergedException(string message) : Exception(message);
