namespace Awsnet.Components;

/// <summary>How much each pixel of a window counts, and how much all windows together give a pixel. Disposing frees the tensors.</summary>
internal sealed class WindowWeights : IDisposable
{
    /// <summary>What a pixel counts at least, so that no pixel divides by nothing.</summary>
    private const float Least = 1e-3f;

    private readonly WindowGrid grid;
    private readonly Tensor step;

    /// <summary>Makes the map and the sum of one step.</summary>
    public WindowWeights(WindowGrid grid, SlidingWindowOptions options, ScalarType type, Device device)
    {
        this.grid = grid;
        using var scope = NewDisposeScope();
        // One window alone is the answer: no number would change it but by rounding.
        Map = options.Blending == WindowBlending.Constant || grid.WindowsPerImage == 1
            ? null
            : Gaussian(grid.Axes, options.SigmaScale).to(type).to(device).DetachFromDisposeScope();
        step = zeros([1, 1, .. grid.Axes.Select((axis, i) => i == grid.Sweep ? axis.Extent : axis.Size)], type, device);
        Tensor weight = Map ?? ones(1, type, device);
        foreach (long[] start in grid.Across())
        {
            using var each = NewDisposeScope();
            grid.Under(step, start).add_(weight);
        }
        step.DetachFromDisposeScope();
    }

    /// <summary>[1, 1, …] over the part of the image that a window holds; null where all pixels count alike.</summary>
    public Tensor? Map { get; }

    /// <summary>The sum of the weights of all windows over rows of the swept axis, all of which are done.</summary>
    /// <returns>[1, 1, …] with the rows from <paramref name="from"/> to <paramref name="to"/>.</returns>
    public Tensor Over(long from, long to)
    {
        int dim = grid.Sweep + 2;
        long[] shape = step.shape;
        shape[dim] = to - from;
        Tensor sum = zeros(shape, step.dtype, step.device);
        foreach (long start in grid.SweptAxis.Starts)
        {
            long first = Math.Max(start, from), end = Math.Min(start + grid.SweptAxis.Extent, to);
            if (first < end)
                sum.narrow(dim, first - from, end - first).add_(step.narrow(dim, first - start, end - first));
        }
        return sum;
    }

    public void Dispose()
    {
        Map?.Dispose();
        step.Dispose();
    }

    /// <summary>The product of one Gaussian an axis, each centered in the window, cut to the part that lies on the image.</summary>
    private static Tensor Gaussian(IReadOnlyList<WindowAxis> axes, double sigmaScale)
    {
        Tensor map = ones(1, 1);
        foreach (WindowAxis axis in axes)
        {
            double sigma = axis.Window * sigmaScale, middle = (axis.Window - 1) / 2.0;
            var along = new float[axis.Window];
            for (long i = 0; i < axis.Window; i++)
                along[i] = (float)Math.Exp(-(i - middle) * (i - middle) / (2 * sigma * sigma));
            map = map.unsqueeze(-1) * tensor(along);
        }
        using Scalar least = Math.Max(map.min().item<float>(), Least);
        map = map.clamp_min(least);
        for (int i = 0; i < axes.Count; i++)
            map = map.narrow(i + 2, axes[i].Before, axes[i].Extent);
        return map.contiguous();
    }
}
