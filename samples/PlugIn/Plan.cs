namespace Awsnet.Components.Samples;

/// <summary>How every arm is trained; arms with a controller have it in the last <c>AutoEpochs</c> of the same number of epochs.</summary>
internal sealed record Plan(int Size, int[] Widths, int Epochs, int AutoEpochs, int Candidates, int BatchSize, long Seed);
