namespace Awsnet.Components;

/// <summary>
/// The class of each pixel. Numbers of all channels exist for the rows under open windows alone: row r of the swept axis lies in row r mod
/// n of a buffer of as many rows as a window has.
/// </summary>
internal sealed class LabelsSum : WindowSum
{
    /// <summary>Numbers of one channel that are compared at once: enough to be worth a call, few enough to need little memory.</summary>
    private const long Block = 1 << 19;

    private readonly SlidingWindowOptions options;
    private readonly Tensor buffer;
    private readonly long channels;

    public LabelsSum(
        WindowGrid grid, WindowWeights weights, SlidingWindowOptions options, long channels, ScalarType type, Device device)
        : base(grid, weights, zeros([grid.Images, .. grid.Axes.Select(axis => axis.Size)], options.LabelType, device))
    {
        this.options = options;
        this.channels = channels;
        long[] sizes = [.. grid.Axes.Select(axis => axis.Size)];
        sizes[grid.Sweep] = Rows;
        buffer = zeros([1, channels, .. sizes], type, device).DetachFromDisposeScope();
    }

    private long Rows => Grid.SweptAxis.Extent;

    protected override void AddWindow(WindowPlace place, Tensor output)
    {
        long[] across = [.. place.Start];
        across[Grid.Sweep] = 0;
        Tensor column = Grid.Under(buffer, across);
        long start = place.Start[Grid.Sweep];
        foreach ((long row, long first, long count) in Pieces(start, start + Rows))
            AddWeighted(column.narrow(Dim, row, count), output.narrow(Dim, first - start, count),
                Weights.Map?.narrow(Dim, first - start, count));
    }

    protected override void FinishRows(long image, long from, long to)
    {
        Tensor labels = Result.narrow(0, image, 1);
        long rowSize = buffer.NumberOfElements / channels / Rows, most = Math.Max(1, Block / rowSize);
        foreach ((long row, long first, long count) in Pieces(from, to))
        {
            for (long done = 0; done < count; done += most)
            {
                using var scope = NewDisposeScope();
                long rows = Math.Min(most, count - done);
                Tensor sums = buffer.narrow(Dim, row + done, rows);
                Tensor found = labels.narrow(Dim - 1, first + done, rows);
                if (channels == 1)
                    found.copy_(IsObject(sums, first + done, rows));
                else
                    PickLargest(sums, found);
                sums.zero_();
            }
        }
    }

    public override void Dispose()
    {
        buffer.Dispose();
        base.Dispose();
    }

    private Tensor IsObject(Tensor sums, long from, long rows)
    {
        using Scalar threshold = options.Threshold;
        return (sums / Weights.Over(from, from + rows)).gt(threshold).squeeze(1);
    }

    /// <summary>The class of the largest sum, the first of equal ones: weights are above 0, so dividing by their sum would pick the same.
    /// </summary>
    private void PickLargest(Tensor sums, Tensor found)
    {
        Tensor largest = sums.narrow(1, 0, 1).squeeze(1).clone(), labels = zeros(largest.shape, options.LabelType, sums.device);
        for (long c = 1; c < channels; c++)
        {
            using Scalar label = c;
            Tensor sum = sums.narrow(1, c, 1).squeeze(1);
            using Tensor isLarger = sum.gt(largest);
            labels.masked_fill_(isLarger, label);
            using Tensor next = largest;
            largest = next.maximum(sum);
        }
        found.copy_(labels);
    }

    /// <summary>Rows of the image as pieces of the buffer, in which they may begin anew.</summary>
    private IEnumerable<(long Row, long First, long Count)> Pieces(long from, long to)
    {
        for (long first = from; first < to;)
        {
            long row = first % Rows, count = Math.Min(to - first, Rows - row);
            yield return (row, first, count);
            first += count;
        }
    }
}
