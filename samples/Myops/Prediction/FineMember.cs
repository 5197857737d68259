using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>A network of a vote, and how it sees the heart.</summary>
internal sealed class FineMember(SupervisedNetwork network, FineOptions options) : IDisposable
{
    private readonly PolarGrid? polar = options.Polar ? new PolarGrid(options.InputSize) : null;

    public FineOptions Options => options;

    /// <summary>Probabilities [N, classes, size, size] of images [N, channels, size, size].</summary>
    public Tensor Probabilities(Tensor images) => options.MirrorAtInference
        // It is the heart that is mirrored, not its picture in polar coordinates.
        ? Asan.MirrorMean(See, images)
        : See(images);

    public void Dispose() => network.Dispose();

    private Tensor See(Tensor images)
    {
        if (polar is null) return Asan.Probabilities(network, images);
        using var scope = NewDisposeScope();
        return polar.ProbabilitiesToSquare(Asan.Probabilities(network, polar.ToPolar(images))).MoveToOuterDisposeScope();
    }
}
