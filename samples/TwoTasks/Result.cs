namespace Awsnet.Components.Samples;

/// <summary>What a run is worth on readings that chose nothing, their sides noted without mistakes.</summary>
/// <param name="Score">The mean of the other two.</param>
/// <param name="Explained">How much of the values' variance the network explains.</param>
/// <param name="Right">How many of the sides it gets right.</param>
/// <param name="Weights">The weights it ended with.</param>
internal sealed record Result(double Score, double Explained, double Right, LossWeights Weights);
