namespace Awsnet.Components.Samples;

/// <summary>What a training came to.</summary>
/// <param name="Error">The error on data that chose nothing.</param>
/// <param name="Cost">What it took, in trainings with equal weights.</param>
/// <param name="Weights">The weights that it ended with.</param>
internal sealed record Outcome(double Error, double Cost, LossWeights Weights);
