namespace Awsnet.Components.Tests;

public sealed class CandidateScoreTests
{
    private static readonly TrainingOptions Plan =
        new() { FixedEpochs = 1, AutoEpochs = 2, Threads = 1, EmaDecay = 0.9, Search = new() { Candidates = 3 } };

    [Fact]
    public void Candidates_are_scored_by_their_own_parameters_and_the_adopted_one_is_evaluated()
    {
        var task = Blobs.Task() with { CandidateScore = (network, _) => -ValidationLoss(network) };
        using var training = new TwoHeadTraining(task, Plan, Blobs.Controller());
        var evaluated = new List<double>();
        training.Run(progress: new Immediate<RunProgress>(report =>
        {
            if (report.Event == RunEvent.Epoch)
                evaluated.Add(report.Evaluation!.Reward);
        }));

        foreach (var epoch in training.SearchedEpochs)
        {
            epoch.Candidates.Should().OnlyContain(candidate => candidate.Reward < 0, "a negative loss");
            epoch.Candidates[epoch.Adopted].Reward.Should().Be(epoch.Candidates.Max(candidate => candidate.Reward));
        }
        evaluated.Should().HaveCount(3).And.OnlyContain(dice => dice >= 0);
    }

    [Fact]
    public void A_policy_that_cannot_learn_is_warned_of()
    {
        var unable = new ReinforceController(new WeightSpace(Blobs.LossNames), ReinforceOptions.PaperFaithful);
        using var paper = new TwoHeadTraining(Blobs.Task(), Plan, unable);
        paper.Run().Warnings.Should()
            .Contain(warning => warning.StartsWith(
            "The policy cannot learn: at its settings no action can pass p = 0.334 in 2 auto-weighted epochs."));
        using var effective = new TwoHeadTraining(Blobs.Task(), Plan, Blobs.Controller());
        effective.Run().Warnings.Should().NotContain(warning => warning.StartsWith("The policy cannot learn"));
    }

    private static double ValidationLoss(TwoHeadNet network)
    {
        using var batch = Blobs.Batch(99);
        return nn.functional.cross_entropy(network.call(batch.Input).Fine, batch.Target).item<float>();
    }
}
