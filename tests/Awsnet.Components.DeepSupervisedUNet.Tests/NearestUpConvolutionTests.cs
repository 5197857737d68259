using Awsnet.Components.TestKit;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components.Tests;

public class NearestUpConvolutionTests
{
    [Theory]
    [InlineData(false, 5, 7)]
    [InlineData(true, 5, 7)]
    [InlineData(false, 1, 1)]
    [InlineData(true, 2, 1)]
    public void Equals_up_sampling_and_convolution_with_all_gradients(bool channelsLast, long height, long width)
    {
        using var scope = NewDisposeScope();
        using var plain = nn.Conv2d(6, 4, kernel_size: 3L, padding: 1L).to(ScalarType.Float64);
        using var fused = nn.Conv2d(6, 4, kernel_size: 3L, padding: 1L).to(ScalarType.Float64);
        fused.load_state_dict(plain.state_dict());
        Tensor direct = Formula.Tensor("input", 2, 6, height, width).requires_grad_(), low = direct.detach().clone().requires_grad_();
        Tensor slope = Formula.Tensor("slope", 2, 4, 2 * height, 2 * width);

        Tensor expected = plain.call(F.interpolate(direct, scale_factor: [2, 2], mode: InterpolationMode.Nearest));
        Tensor actual = NearestUpConvolution.Apply(fused, low, Networks.Small with { ChannelsLast = channelsLast });
        (expected * slope).sum().backward();
        (actual * slope).sum().backward();

        Same(actual, expected);
        Same(low.grad!, direct.grad!);
        Same(fused.weight!.grad!, plain.weight!.grad!);
        Same(fused.bias!.grad!, plain.bias!.grad!);
    }

    private static void Same(Tensor actual, Tensor expected)
    {
        actual.shape.Should().Equal(expected.shape);
        (actual - expected).abs().max().ToDouble().Should().BeLessThan(1e-13 * (1 + expected.abs().max().ToDouble()));
    }
}
