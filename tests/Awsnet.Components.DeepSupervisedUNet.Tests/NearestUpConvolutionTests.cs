using TorchSharp.Modules;

namespace Awsnet.Components.Tests;

public class NearestUpConvolutionTests
{
    /// <summary>Size, kernel and factor of each axis.</summary>
    public static TheoryData<long[], long[], long[]> Cases => new()
    {
        { [5, 7], [3, 3], [2, 2] },
        { [1, 1], [3, 3], [2, 2] },
        { [2, 1], [3, 3], [2, 2] },
        { [5, 7], [5, 1], [2, 3] },
        { [3, 4, 5], [3, 3, 3], [2, 2, 2] },
        { [3, 4, 5], [1, 3, 3], [1, 2, 2] },
        { [3, 4, 5], [3, 3, 3], [1, 2, 2] },
        { [2, 1, 3], [5, 7, 1], [3, 2, 4] },
        { [3, 2, 4], [7, 5, 3], [4, 3, 5] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_up_sampling_and_convolution_with_all_gradients(long[] size, long[] kernel, long[] factors)
    {
        foreach (bool channelsLast in new[] { false, true })
        {
            using var scope = NewDisposeScope();
            NearestAxis[] axes = [.. kernel.Zip(factors, (taps, factor) => new NearestAxis(taps, factor))];
            using Convolution plain = SpatialLayers.Convolution(6, 4, kernel).to(ScalarType.Float64);
            using Convolution fused = SpatialLayers.Convolution(6, 4, kernel).to(ScalarType.Float64);
            fused.load_state_dict(plain.state_dict());
            Tensor direct = Formula.Tensor("input", [2, 6, .. size]).requires_grad_(), low = direct.detach().clone().requires_grad_();

            Tensor enlarged = direct;
            for (int axis = 0; axis < size.Length; axis++)
                enlarged = enlarged.repeat_interleave(factors[axis], dim: 2 + axis);
            Tensor expected = ((nn.Module<Tensor, Tensor>)plain).call(enlarged);
            Tensor actual = NearestUpConvolution.Apply(fused, low, axes, Networks.Small with { ChannelsLast = channelsLast });
            Tensor slope = Formula.Tensor("slope", expected.shape);
            (expected * slope).sum().backward();
            (actual * slope).sum().backward();

            Same(actual, expected);
            Same(low.grad!, direct.grad!);
            Same(fused.weight!.grad!, plain.weight!.grad!);
            Same(fused.bias!.grad!, plain.bias!.grad!);
        }
    }

    [Fact]
    public void Doubling_all_axes_takes_eight_phases_of_two_taps_and_an_axis_left_alone_takes_none()
    {
        using Tensor kernel = zeros([4, 6, 3, 3, 3]);
        NearestAxis doubled = new(3, 2), alone = new(3, 1);
        NearestUpConvolution.PhaseKernel(kernel, [doubled, doubled, doubled]).shape.Should().Equal(8 * 4, 6, 2, 2, 2);
        NearestUpConvolution.PhaseKernel(kernel, [alone, doubled, doubled]).shape.Should().Equal(4 * 4, 6, 3, 2, 2);
    }

    private static void Same(Tensor actual, Tensor expected)
    {
        actual.shape.Should().Equal(expected.shape);
        (actual - expected).abs().max().ToDouble().Should().BeLessThan(1e-13 * (1 + expected.abs().max().ToDouble()));
    }
}
