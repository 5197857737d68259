using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

public class TensorVotesTests
{
    private const int Pixels = 2 * 4 * 5;

    [Fact]
    public void Labels_vote_as_spans_do()
    {
        using var scope = NewDisposeScope();
        foreach (ScalarType type in new[] { ScalarType.Byte, ScalarType.Int8, ScalarType.Int16, ScalarType.Int32, ScalarType.Int64 })
        {
            MajorityVote ours = new(Pixels, VoteOptions.Classes(3)), expected = new(Pixels, VoteOptions.Classes(3));
            for (int member = 0; member < 3; member++)
            {
                Tensor labels = Formula.Labels($"member {member}", 3, 2, 4, 5);
                ours.Update(labels.to(type), 1 + 0.5 * member);
                expected.Update<long>([.. labels.data<long>()], 1 + 0.5 * member);
            }
            var winners = new long[Pixels];
            expected.Compute<long>(winners);
            Tensor labelsOfAll = ours.ComputeTensor(2, 4, 5);
            labelsOfAll.shape.Should().Equal(2, 4, 5);
            labelsOfAll.data<long>().Should().Equal(winners);
            float[] first = new float[Pixels], second = new float[Pixels];
            ours.Agreement(first);
            expected.Agreement(second);
            first.Should().Equal(second);
        }
    }

    [Fact]
    public void Probabilities_vote_class_by_class_over_a_batch()
    {
        using var scope = NewDisposeScope();
        SoftVote ours = new(Pixels, VoteOptions.Classes(3)), expected = new(Pixels, VoteOptions.Classes(3));
        MajorityVote likeliest = new(Pixels, VoteOptions.Classes(3)), labels = new(Pixels, VoteOptions.Classes(3));
        for (int member = 0; member < 2; member++)
        {
            Tensor probabilities = (3 * Formula.Tensor($"member {member}", 2, 3, 4, 5)).softmax(1).to(ScalarType.Float32);
            ours.Update(probabilities, 0.5 + member);
            expected.Update([.. probabilities.permute(1, 0, 2, 3).contiguous().data<float>()], 0.5 + member);
            likeliest.UpdateFromProbabilities(probabilities);
            labels.Update(probabilities.argmax(1));
        }
        float[] first = new float[3 * Pixels], second = new float[3 * Pixels];
        ours.Mean(first);
        expected.Mean(second);
        first.Should().Equal(second);
        var winners = new long[Pixels];
        expected.Compute<long>(winners);
        ours.ComputeTensor(2, 4, 5).data<long>().Should().Equal(winners);
        likeliest.ComputeTensor(Pixels).data<long>().Should().Equal(labels.ComputeTensor(Pixels).data<long>());
    }

    [Fact]
    public void Leaves_only_its_result_behind()
    {
        using var scope = NewDisposeScope();
        Tensor probabilities = rand([1, 2, 4, 5], ScalarType.BFloat16).requires_grad_();
        Tensor labels = Formula.Labels("labels", 2, 4, 5);
        SoftVote soft = new(20, VoteOptions.Classes(2));
        MajorityVote majority = new(20, VoteOptions.Classes(2));
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        soft.Update(probabilities);
        majority.Update(labels);
        majority.UpdateFromProbabilities(probabilities);
        (DisposeScopeManager.Statistics.ThreadTotalLiveCount - before).Should().Be(0);
        majority.ComputeTensor(4, 5);
        (DisposeScopeManager.Statistics.ThreadTotalLiveCount - before).Should().Be(1);
    }

    [Fact]
    public void Says_what_does_not_fit()
    {
        using var scope = NewDisposeScope();
        MajorityVote majority = new(20, VoteOptions.Classes(2));
        SoftVote soft = new(20, VoteOptions.Classes(2));
        Refused(() => majority.Update(zeros([1, 4, 5])), "The labels is Float32 [1, 4, 5]; expected labels of an integer type*");
        Refused(() => majority.Update(zeros([2, 4, 5], ScalarType.Int64)), "The tensor is Int64 [2, 4, 5], 40 pixels; the vote is on 20.*");
        Refused(() => majority.Update(full([1, 4, 5], 7, ScalarType.Int64)),
            "The label map holds 7 at element 0; the known labels are [0, 1].");
        Refused(() => soft.Update(zeros([1, 3, 4, 5])), "The probabilities are Float32 [1, 3, 4, 5]; expected a floating type, [N, 2, …]*");
        Refused(() => soft.Update(zeros([1, 2, 4, 5], ScalarType.Int64)), "The probabilities are Int64*");
        Refused(() => soft.Update(zeros([1, 2, 4, 4])), "The tensor is Float32 [1, 2, 4, 4], 16 pixels; the vote is on 20.*");
        Refused(() => soft.Update(full([1, 2, 4, 5], 1.5)), "Probability 0 is 1.5;*");
        Refused(() => majority.UpdateFromProbabilities(full([1, 2, 4, 5], double.NaN)), "Probability * is not a number.*");
        majority.Members.Should().Be(0);
        majority.Update(zeros([1, 4, 5], ScalarType.Int64));
        Refused(() => majority.ComputeTensor(4, 4), "The shape is [4, 4]; the vote is on 20 elements.*");
        Refused(() => majority.ComputeTensor(-4, -5), "The shape is [-4, -5];*");
    }
}
