using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops.Tests;

// They draw from torch's one generator, from which trainings beside them would draw too.
[Collection(TrainedRunCollection.Name)]
public class FineMemberTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_is_the_heart_that_is_mirrored_in_polar_coordinates_too(bool polar)
    {
        using var scope = NewDisposeScope();
        var options = new FineOptions { InputSize = 48, Widths = [4, 8, 8], Heads = 1, Polar = polar };
        random.manual_seed(7);
        var images = randn(2, options.Channels, 48, 48);

        Side(options).Should().BeGreaterThan(0.001f, "an untrained network takes left for right");
        Side(options with { MirrorAtInference = true }).Should().BeLessThan(1e-4f);

        // How much what is found of mirror images differs from the mirror image of what is found.
        float Side(FineOptions of)
        {
            random.manual_seed(8);
            using var member = new FineMember(Networks.Fine(of, "fp32"), of);
            var (found, mirrored) = (member.Probabilities(images), member.Probabilities(images.flip(3)).flip(3));
            found.sum(1L).sub(1).abs().max().item<float>().Should().BeLessThan(1e-4f);
            return (found - mirrored).abs().max().item<float>();
        }
    }
}
