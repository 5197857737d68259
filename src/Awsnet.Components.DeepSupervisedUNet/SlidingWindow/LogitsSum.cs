namespace Awsnet.Components;

/// <summary>The blended numbers of all channels. They are added up in the result itself.</summary>
internal sealed class LogitsSum(WindowGrid grid, WindowWeights weights, long channels, ScalarType type, Device device)
    : WindowSum(grid, weights, zeros([grid.Images, channels, .. grid.Axes.Select(axis => axis.Size)], type, device))
{
    protected override void AddWindow(WindowPlace place, Tensor output) =>
        AddWeighted(Grid.Under(Result.narrow(0, place.Image, 1), place.Start), output, Weights.Map);

    protected override void FinishRows(long image, long from, long to) =>
        Result.narrow(0, image, 1).narrow(Dim, from, to - from).div_(Weights.Over(from, to));
}
