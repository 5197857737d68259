namespace Awsnet.Components.Tests;

/// <summary>MONAI's numbers, recorded by <c>python3 Fixtures/sliding_window_peer.py MONAI_FOLDER</c>.</summary>
public class SlidingWindowParityTests
{
    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            for (int i = 0; i < SlidingWindowCase.All.Count; i++)
                cases.Add(i, SlidingWindowCase.All[i].ToString());
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_the_peer(int index, string name)
    {
        using var scope = NewDisposeScope();
        SlidingWindowCase recorded = SlidingWindowCase.All[index];
        Tensor result = new SlidingWindowInference(recorded.ToOptions()).Predict(Sliding.Network, Networks.Image(recorded.Image));
        result.shape.Should().Equal(recorded.Shape);
        (result - recorded.ToTensor()).abs().max().item<float>().Should().BeLessThan(1e-5f, name);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Labels_are_the_largest_blended_numbers(int index, string name)
    {
        using var scope = NewDisposeScope();
        SlidingWindowCase recorded = SlidingWindowCase.All[index];
        Tensor labels = new SlidingWindowInference(recorded.ToOptions()).PredictLabels(Sliding.Network, Networks.Image(recorded.Image));
        labels.dtype.Should().Be(ScalarType.Byte);
        labels.shape.Should().Equal([recorded.Shape[0], .. recorded.Shape[2..]]);
        // Classes that are closer than the numbers are exact may be either.
        Tensor top = recorded.ToTensor().topk(2, 1).values;
        Tensor isClear = (top.narrow(1, 0, 1) - top.narrow(1, 1, 1)).squeeze(1).gt(1e-5);
        isClear.to(ScalarType.Float32).mean().item<float>().Should().BeGreaterThan(0.99f);
        labels.to(ScalarType.Int64).eq(recorded.ToTensor().argmax(1)).logical_or(isClear.logical_not()).all().item<bool>()
            .Should().BeTrue(name);
    }

    [Fact]
    public void Both_blendings_two_and_three_axes_and_small_images_are_among_the_cases()
    {
        SlidingWindowCase.All.Select(recorded => recorded.Image.Length).Should().Contain([4, 5]);
        SlidingWindowCase.All.Select(recorded => recorded.Blending).Should().Contain(["constant", "gaussian"]);
        SlidingWindowCase.All.Should().Contain(recorded => recorded.Image[2] < recorded.Window[0]);
    }
}
