namespace Awsnet.Components;

/// <summary>Adds up what the network says of the windows, in their order, and finishes rows under which no window will come.</summary>
/// <param name="grid">Where the windows lie.</param>
/// <param name="weights">What they count.</param>
/// <param name="result">Zeros that will hold what all windows say. They are freed with this unless they were finished.</param>
internal abstract class WindowSum(WindowGrid grid, WindowWeights weights, Tensor result) : IDisposable
{
    private long image;
    private int step;
    private bool isFinished;

    protected Tensor Result { get; } = result.DetachFromDisposeScope();

    protected WindowGrid Grid { get; } = grid;

    protected WindowWeights Weights { get; } = weights;

    /// <summary>The dimension of the swept axis.</summary>
    protected int Dim { get; } = grid.Sweep + 2;

    /// <summary>Adds a window.</summary>
    /// <param name="place">Where it lies; places come in the grid's order.</param>
    /// <param name="output">[1, C, …] over the part of the image that the window holds.</param>
    public void Add(WindowPlace place, Tensor output)
    {
        if (place.Image != image || place.Step != step)
            FinishStep();
        (image, step) = (place.Image, place.Step);
        using var scope = NewDisposeScope();
        AddWindow(place, output);
    }

    /// <summary>What all windows together say.</summary>
    /// <returns>The caller's.</returns>
    public Tensor Finish()
    {
        FinishStep();
        isFinished = true;
        return Result;
    }

    public virtual void Dispose()
    {
        if (!isFinished)
            Result.Dispose();
        Weights.Dispose();
    }

    protected abstract void AddWindow(WindowPlace place, Tensor output);

    protected abstract void FinishRows(long image, long from, long to);

    /// <summary>sum += weights x output.</summary>
    protected static void AddWeighted(Tensor sum, Tensor output, Tensor? map)
    {
        if (map is null)
        {
            sum.add_(output);
            return;
        }
        using Scalar one = 1;
        sum.addcmul_(output, map, one);
    }

    private void FinishStep()
    {
        long[] starts = Grid.SweptAxis.Starts;
        using var scope = NewDisposeScope();
        FinishRows(image, starts[step], step + 1 < starts.Length ? starts[step + 1] : Grid.SweptAxis.Size);
    }
}
