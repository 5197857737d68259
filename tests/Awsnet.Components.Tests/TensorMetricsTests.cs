using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

public class TensorMetricsTests
{
    private static readonly LabelScheme Scheme = LabelScheme.Classes(3);

    public static TheoryData<ScalarType> Types =>
        [ScalarType.Byte, ScalarType.Int8, ScalarType.Int16, ScalarType.Int32, ScalarType.Int64];

    [Theory]
    [MemberData(nameof(Types))]
    public void Equals_the_span_form_image_by_image(ScalarType type)
    {
        using var scope = NewDisposeScope();
        Tensor prediction = Formula.Labels("prediction", 3, 2, 9, 11), truth = Formula.Labels("truth", 3, 2, 9, 11);
        var scores = TensorMetrics.EvaluateLabels(prediction.to(type), truth.to(type), Scheme, [0.75, 1.5]);
        scores.Should().HaveCount(2);
        for (int image = 0; image < 2; image++)
        {
            scores[image].Should().BeEquivalentTo(
                SegmentationMetrics.EvaluateLabels<long>(
                    Values(prediction[image]), Values(truth[image]), MaskGrid.Plane(9, 11, 0.75, 1.5), Scheme),
                Exactly);
        }
    }

    [Fact]
    public void Volumes_are_measured_in_three_dimensions_and_by_slices()
    {
        using var scope = NewDisposeScope();
        // As argmax gives them, of a permuted tensor: not contiguous.
        Tensor logits = Formula.Tensor("logits", 2, 6, 7, 3, 4).permute(0, 3, 4, 1, 2);   // [2, 3, 4, 6, 7]
        Tensor prediction = logits.argmax(1), truth = Formula.Labels("truth", 3, 2, 4, 6, 7).to(ScalarType.Byte);
        var grid = MaskGrid.Volume(4, 6, 7, 5, 1, 2);
        var whole = TensorMetrics.EvaluateLabels(prediction, truth, Scheme, [5, 1, 2]);
        var slices = TensorMetrics.EvaluateLabelSlices(prediction, truth, Scheme, [5, 1, 2]);
        for (int image = 0; image < 2; image++)
        {
            long[] p = Values(prediction[image]), t = Values(truth[image]);
            whole[image].Should().BeEquivalentTo(SegmentationMetrics.EvaluateLabels<long>(p, t, grid, Scheme), Exactly);
            slices[image].Should().BeEquivalentTo(SegmentationMetrics.EvaluateLabelSlices<long>(p, t, grid, Scheme), Exactly);
        }
        slices[0].Should().HaveCount(2 * 4);
    }

    [Fact]
    public void Truth_values_are_the_labels_0_and_1()
    {
        using var scope = NewDisposeScope();
        Tensor prediction = Formula.Labels("prediction", 2, 1, 5, 5), truth = Formula.Labels("truth", 2, 1, 5, 5);
        TensorMetrics.EvaluateLabels(prediction.eq(1), truth.eq(1), LabelScheme.Classes(2))[0].Should().BeEquivalentTo(
            TensorMetrics.EvaluateLabels(prediction, truth, LabelScheme.Classes(2))[0], Exactly);
    }

    [Fact]
    public void A_matrix_counts_a_batch()
    {
        using var scope = NewDisposeScope();
        Tensor prediction = Formula.Labels("prediction", 3, 2, 5, 5), truth = Formula.Labels("truth", 3, 2, 5, 5);
        ConfusionMatrix ours = new(Scheme), expected = new(Scheme);
        ours.Update(prediction, truth.to(ScalarType.Int16));
        expected.Update<long>(Values(prediction), Values(truth));
        for (int t = 0; t < 3; t++)
            for (int p = 0; p < 3; p++)
                ours[t, p].Should().Be(expected[t, p]);
        ours.Total.Should().Be(50);
    }

    [Fact]
    public void Leaves_no_tensor_behind()
    {
        using var scope = NewDisposeScope();
        Tensor labels = Formula.Labels("labels", 3, 2, 5, 5);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        TensorMetrics.EvaluateLabels(labels, labels.to(ScalarType.Byte).DetachFromDisposeScope().MoveToOuterDisposeScope(), Scheme);
        (DisposeScopeManager.Statistics.ThreadTotalLiveCount - before).Should().Be(1, "the copy made here");
    }

    [Fact]
    public void Says_what_does_not_fit()
    {
        using var scope = NewDisposeScope();
        Tensor labels = Formula.Labels("labels", 3, 2, 5, 5);
        Refused(() => TensorMetrics.EvaluateLabels(labels.to(ScalarType.Float32), labels, Scheme),
            "The prediction is Float32 [2, 5, 5]; expected labels of an integer type, such as argmax(1) of logits gives.*");
        Refused(() => TensorMetrics.EvaluateLabels(labels, labels.to(ScalarType.Float64), Scheme), "The truth is Float64*");
        Refused(() => TensorMetrics.EvaluateLabels(labels, labels.narrow(1, 0, 4), Scheme),
            "The prediction is Int64 [2, 5, 5] and the truth Int64 [2, 4, 5]; both must have one shape.*");
        Refused(() => TensorMetrics.EvaluateLabels(labels[0], labels[0], Scheme),
            "The prediction is Int64 [5, 5]; expected [N, H, W] or [N, D, H, W]*unsqueeze(0).*");
        Refused(() => TensorMetrics.EvaluateLabelSlices(labels, labels, Scheme),
            "The prediction is Int64 [2, 5, 5]; expected [N, D, H, W]*");
        Refused(() => TensorMetrics.EvaluateLabels(labels, labels, Scheme, [1, 1, 1]), "spacingMm has 3 entries but*give 2*");
        Refused(() => TensorMetrics.EvaluateLabels(labels + 1, labels, Scheme),
            "The prediction holds 3 at element *; the known labels are [0, 1, 2].*");
        Refused(() => TensorMetrics.EvaluateLabels(labels + (1L << 40), labels, Scheme), "The prediction holds 109951162777*");
        Refused(() => new ConfusionMatrix(Scheme).Update(labels, labels - 1), "The truth holds -1 at element*");
    }

    private static FluentAssertions.Equivalency.EquivalencyAssertionOptions<MaskScores> Exactly(
        FluentAssertions.Equivalency.EquivalencyAssertionOptions<MaskScores> options) => options.WithStrictOrdering();

    private static long[] Values(Tensor labels) => [.. labels.to(ScalarType.Int64).contiguous().data<long>()];
}
