namespace Awsnet.Components;

/// <summary>How far a trainable is inside one epoch.</summary>
/// <param name="Fraction">Part of the epoch done, 0 to 1.</param>
/// <param name="Loss">The weighted loss of late, or NaN when unknown.</param>
public readonly record struct TrainingProgress(double Fraction, double Loss);
