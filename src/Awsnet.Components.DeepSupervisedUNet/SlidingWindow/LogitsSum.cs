using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>The blended numbers of all channels. They are added up in the result itself.</summary>
internal sealed class LogitsSum : WindowSum
{
    private readonly Tensor result;
    private bool isTaken;

    public LogitsSum(WindowGrid grid, WindowWeights weights, long channels, ScalarType type, Device device) : base(grid, weights)
    {
        long[] shape = [grid.Images, channels, .. grid.Axes.Select(axis => axis.Size)];
        result = zeros(shape, type, device).DetachFromDisposeScope();
    }

    protected override void AddWindow(WindowPlace place, Tensor output) =>
        AddWeighted(Grid.Under(result.narrow(0, place.Image, 1), place.Start), output, Weights.Map);

    protected override void FinishRows(long image, long from, long to) =>
        result.narrow(0, image, 1).narrow(Dim, from, to - from).div_(Weights.Over(from, to));

    protected override Tensor TakeResult()
    {
        isTaken = true;
        return result;
    }

    protected override void Free()
    {
        if (!isTaken)
            result.Dispose();
    }
}
