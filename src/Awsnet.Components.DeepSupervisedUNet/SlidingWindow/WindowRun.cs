using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components;

/// <summary>Cuts windows, pads and mirrors them, runs the network, and checks what it says.</summary>
internal sealed class WindowRun(Func<Tensor, Tensor> network, WindowGrid grid, SlidingWindowOptions options)
{
    private readonly long[] window = [.. grid.Axes.Select(axis => axis.Window)];
    private readonly long[] pads = [.. grid.Axes.Reverse().SelectMany(axis => (long[])[axis.Before, axis.After])];
    private readonly bool isPadded = grid.Axes.Any(axis => axis.Before + axis.After > 0);
    private readonly long[][] mirrored = Mirrored(options.MirrorAxes);
    private long? channels;

    /// <summary>The network's numbers for some windows.</summary>
    /// <param name="image">[N, C, …].</param>
    /// <param name="places">The windows.</param>
    /// <returns>[windows, channels, …] over the parts of the image that the windows hold, single or double precision.</returns>
    public Tensor Run(Tensor image, WindowPlace[] places)
    {
        using var scope = NewDisposeScope();
        Tensor cut = places.Length == 1 ? Cut(image, places[0]) : cat([.. places.Select(place => Cut(image, place))]);
        Tensor windows = cut.contiguous().to(options.WindowDevice ?? image.device);
        // A network may work in place: on no part of the caller's image, and not on windows that are to be flipped after it.
        bool isView = places.Length == 1 && !isPadded && cut.is_contiguous();
        Tensor output = Say(isView || mirrored.Length > 0 ? windows.clone() : windows, places);
        if (mirrored.Length > 0)
        {
            output = output.clone();
            foreach (long[] dims in mirrored)
            {
                using var each = NewDisposeScope();
                output.add_(Say(windows.flip(dims), places).flip(dims));
            }
            using Scalar count = mirrored.Length + 1.0;
            output.div_(count);
        }
        for (int i = 0; i < grid.Axes.Count; i++)
            output = output.narrow(i + 2, grid.Axes[i].Before, grid.Axes[i].Extent);
        return output.MoveToOuterDisposeScope();
    }

    private Tensor Cut(Tensor image, WindowPlace place)
    {
        Tensor part = grid.Under(image.narrow(0, place.Image, 1), place.Start);
        return isPadded ? F.pad(part, pads, options.Padding, options.PaddingValue) : part;
    }

    /// <summary>What the network says, checked, in the type that it is added up in.</summary>
    private Tensor Say(Tensor windows, WindowPlace[] places)
    {
        Tensor output = network(windows)
            ?? throw new InvalidOperationException("The network returned null; return a tensor [B, channels, …] of its input's size.");
        long[] shape = output.shape;
        bool fits = shape.Length == windows.Dimensions && shape[0] == places.Length && shape[1] > 0
            && shape.AsSpan(2).SequenceEqual(window);
        if (!fits)
            throw new InvalidOperationException(
                $"The network returned [{string.Join(", ", shape)}] for windows [{string.Join(", ", windows.shape)}]; expected " +
                $"[{places.Length}, channels, {string.Join(", ", window)}]. Bring its output to its input's size, or take a WindowSize " +
                "that it keeps.");
        if (!output.is_floating_point())
            throw new InvalidOperationException(
                $"The network returned {output.dtype}; expected floating-point numbers, such as logits. Blend before you take labels.");
        channels ??= shape[1];
        if (shape[1] != channels)
            throw new InvalidOperationException(
                $"The network returned {shape[1]} channels for the window at {places[0]} and {channels} before; expected one number.");
        CheckNumbers(output, places);
        return output.dtype is ScalarType.Float32 or ScalarType.Float64 ? output : output.to(ScalarType.Float32);
    }

    /// <summary>A sum takes no memory, and one not-a-number makes it one.</summary>
    private static void CheckNumbers(Tensor output, WindowPlace[] places)
    {
        using var scope = NewDisposeScope();
        if (!double.IsNaN(output.sum().to(ScalarType.Float64).item<double>()))
            return;
        for (int i = 0; i < places.Length; i++)
        {
            if (output.narrow(0, i, 1).isnan().any().item<bool>())
                throw new InvalidOperationException(
                    $"The network returned not-a-number for the window at {places[i]}; check its weights, and the image there.");
        }
    }

    /// <summary>Every combination of the axes but none of them, as dimensions.</summary>
    private static long[][] Mirrored(IReadOnlyList<int> axes) =>
        [.. Enumerable.Range(1, (1 << axes.Count) - 1)
            .Select(chosen => axes.Where((_, i) => (chosen >> i & 1) != 0).Select(axis => axis + 2L).ToArray())];
}
