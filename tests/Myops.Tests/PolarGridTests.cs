using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops.Tests;

// They draw from torch's one generator, from which trainings beside them would draw too.
[Collection(TrainedRunCollection.Name)]
public class PolarGridTests
{
    private const int Size = 96;

    private readonly PolarGrid polar = new(Size);

    [Fact]
    public void A_smooth_image_comes_back()
    {
        using var scope = NewDisposeScope();
        var axis = linspace(-1, 1, Size);
        var hill = exp(-3 * ((axis - 0.2).square().unsqueeze(1) + (axis + 0.1).square().unsqueeze(0)));
        var images = stack([1 - hill, hill]).unsqueeze(0);

        var seen = polar.ToPolar(images);
        seen.shape.Should().Equal(1, 2, 160, 64);
        var back = polar.ProbabilitiesToSquare(seen);

        var isInside = axis.square().unsqueeze(1) + axis.square().unsqueeze(0) < 1;
        (back - images).abs().max(1).values[0].masked_select(isInside).max().item<float>().Should().BeLessThan(0.01f);
        back.sum(1L).sub(1).abs().max().item<float>().Should().BeLessThan(1e-5f, "corners are background");
        back[0, 0, 0, 0].item<float>().Should().Be(1);
    }

    [Fact]
    public void A_turn_of_the_heart_is_a_shift()
    {
        using var scope = NewDisposeScope();
        var images = rand([1, 1, Size, Size], generator: new Generator(1));
        Tensor seen = polar.ToPolar(images), turned = polar.ToPolar(images.rot90(1, (2, 3)));

        // Rows grow downwards, so that angles grow from the x axis towards them, and rot90 turns the other way.
        turned.narrow(2, 0, 128).sub(seen.narrow(2, 32, 128)).abs().max().item<float>().Should().BeLessThan(1e-4f);
    }

    [Fact]
    public void Classes_stay_classes()
    {
        using var scope = NewDisposeScope();
        var classes = zeros([1, Size, Size], int64);
        classes[0, 20..70, 40..60] = 2;

        var seen = polar.LabelsToPolar(classes);
        seen.unique().output.data<long>().ToArray().Should().Equal(0, 2);
        var back = polar.ProbabilitiesToSquare(stack([(seen == 0).to(float32), (seen == 2).to(float32)], 1)).argmax(1).mul(2);
        (back == classes).to(float32).mean().item<float>().Should().BeGreaterThan(0.99f);
    }
}
