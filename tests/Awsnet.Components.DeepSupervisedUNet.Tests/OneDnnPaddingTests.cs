using TorchSharp.Modules;

namespace Awsnet.Components.Tests;

/// <summary>
/// Convolutions of any number of channels are right where oneDNN's own are not: against double, which it does not compute.
/// </summary>
public class OneDnnPaddingTests
{
    public static TheoryData<int, long, bool> Kernels => new()
    {
        { 2, 1, false }, { 2, 3, false }, { 2, 2, true }, { 3, 1, false }, { 3, 2, false }, { 3, 3, false }, { 3, 2, true },
    };

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Convolutions_are_right_in_both_directions(int axes, long kernel, bool transposed)
    {
        var channels =
            from before in new long[] { 1, 2, 3, 6, 8, 12, 16, 20, 40, 48 }
            from after in new long[] { 1, 3, 4, 8, 16, 20, 40, 48 }
            select (before, after);
        bool[] either = [false, true];
        foreach ((long from, long to) in channels)
        {
            foreach ((bool channelsLast, bool frozen) in either.SelectMany(last => either.Select(still => (last, still))))
            {
                Check(axes, kernel, transposed, ScalarType.Float32, channelsLast, frozen, from, to);
                Check(axes, kernel, transposed, ScalarType.BFloat16, channelsLast, frozen, from, to);
            }
        }
    }

    /// <summary>The gradient of the weights once held memory that nobody wrote, which is often 0.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void So_are_those_of_volumes_with_fewer_planes_than_the_kernel(int depth)
    {
        foreach (long size in new long[] { 1, 2, 3, 4, 6 })
            Check(3, 3, false, ScalarType.BFloat16, false, false, 16, 16, [depth, 4, size]);
    }

    private static void Check(
        int axes, long kernel, bool transposed, ScalarType type, bool channelsLast, bool frozen, long from, long to, long[]? image = null)
    {
        using var scope = NewDisposeScope();
        long[] sizes = [.. Enumerable.Repeat(kernel, axes)];
        image ??= axes == 2 ? [6, 6] : [3, 6, 6];
        using Convolution convolution = transposed
            ? SpatialLayers.Transposed(from, to, sizes)
            : SpatialLayers.Convolution(from, to, sizes);
        // Small whole numbers: exact in both types, and so are their products.
        Tensor input = arange(2 * from * image.Aggregate(1L, (a, b) => a * b), ScalarType.Float64).remainder(7).sub(3)
            .view([2, from, .. image]);
        using (no_grad())
        {
            convolution.weight!.copy_(arange(convolution.weight.numel()).remainder(5).sub(2).view(convolution.weight.shape));
            convolution.bias!.copy_(arange(to).remainder(3));
        }
        Tensor[] exact = Run(ScalarType.Float64), found = Run(type);
        for (int i = 0; i < exact.Length; i++)
        {
            // Sums in bfloat16 are rounded to 8 bits, once.
            double allowed = exact[i].abs().max().ToDouble() * (type == ScalarType.BFloat16 ? 1 / 256.0 : 1e-6);
            bool right = (found[i] - exact[i]).abs().max().ToDouble() <= allowed;   // false for NaN
            right.Should().BeTrue($"{new[] { "result", "input's gradient", "weight's gradient" }[i]} of {from} to {to} channels, {type}, " +
                $"channels last {channelsLast}, frozen {frozen}");
        }

        Tensor[] Run(ScalarType computed)
        {
            Tensor given = input.to(computed).clone();
            if (channelsLast)
                given = given.ToChannelsLast();
            convolution.to(computed == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32);
            if (frozen)
            {
                using (no_grad())
                    return [convolution.Convolve(given, computed).to(ScalarType.Float64)];
            }
            given.requires_grad_();
            convolution.zero_grad();
            Tensor result = convolution.Convolve(given, computed);
            result.backward([arange(result.numel(), dtype: ScalarType.Float64).remainder(5).sub(2).view(result.shape).to(computed)]);
            return [result.detach().to(ScalarType.Float64), given.grad!.to(ScalarType.Float64),
                convolution.weight!.grad!.to(ScalarType.Float64)];
        }
    }
}
