namespace Awsnet.Components.Myops.Tests;

public class NeighborBlendTests
{
    // Four slices of three pixels; the last slice shows no ventricle, the third pixel of the second one lies outside of it.
    private static readonly float[] probability = [0.5f, 0.2f, 0.1f, 0.4f, 1, 0, 0.9f, 0.6f, 0.3f, 0.7f, 0.7f, 0.7f];
    private static readonly bool[] hasVentricle = [true, true, true, false];

    [Fact]
    public void Slices_with_a_ventricle_tell_of_each_other_and_a_missing_one_is_stood_in_for()
    {
        var blended = NeighborBlend.Of(probability, hasVentricle, 0.1);

        float[] expected =
        [
            (0.8f * 0.5f) + (0.1f * (0.5f + 0.4f)), (0.8f * 0.2f) + (0.1f * (0.2f + 1)), (0.8f * 0.1f) + (0.1f * 0.1f),
            (0.8f * 0.4f) + (0.1f * (0.5f + 0.9f)), (0.8f * 1) + (0.1f * (0.2f + 0.6f)), 0,
            (0.8f * 0.9f) + (0.1f * (0.4f + 0.9f)), (0.8f * 0.6f) + (0.1f * (1 + 0.6f)), (0.8f * 0.3f) + (0.1f * 0.3f),
            0.7f, 0.7f, 0.7f,
        ];
        blended.Should().Equal(expected, (found, wanted) => Math.Abs(found - wanted) < 1e-6);
    }

    [Fact]
    public void Without_a_weight_slices_are_alone() =>
        NeighborBlend.Of(probability, hasVentricle, 0).Should().Equal(probability, (found, own) => Math.Abs(found - own) < 1e-6);
}
