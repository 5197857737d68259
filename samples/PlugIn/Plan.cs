namespace Awsnet.Components.Samples;

/// <summary>How every arm is trained.</summary>
/// <param name="Size">Side of the network's input.</param>
/// <param name="Widths">Features per level.</param>
/// <param name="Epochs">Epochs of every arm, those with a controller included.</param>
/// <param name="AutoEpochs">How many of them the controller has.</param>
/// <param name="Candidates">Candidates of each of those.</param>
/// <param name="BatchSize">Slices per step.</param>
/// <param name="Seed">Seed of everything random.</param>
internal sealed record Plan(int Size, int[] Widths, int Epochs, int AutoEpochs, int Candidates, int BatchSize, long Seed);
