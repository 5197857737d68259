namespace Awsnet.Components.Tests;

public sealed class EpochEndedTests
{
    [Fact]
    public void It_sees_each_epoch_and_the_network_as_the_validation_judged_it()
    {
        List<(int Epoch, TrainingStage Stage, double? Reward)> seen = [];
        List<string> judged = [], shown = [];
        var task = Blobs.Task() with
        {
            Evaluate = (network, cancellation) =>
            {
                judged.Add(Blobs.Digest(network));
                return Blobs.Evaluate(network, cancellation);
            },
            EpochEnded = (network, epoch) =>
            {
                network.training.Should().BeFalse();
                is_grad_enabled().Should().BeFalse();
                shown.Add(Blobs.Digest(network));
                seen.Add((epoch.Epoch, epoch.Stage, epoch.Evaluation?.Reward));
            },
        };
        var options = new TrainingOptions
        {
            FixedEpochs = 3,
            AutoEpochs = 1,
            Search = new() { Candidates = 1 },
            Threads = 1,
            EmaDecay = 0.9,
            ValidateEvery = 2,
        };
        using var training = new TwoHeadTraining(task, options, Blobs.Controller());
        training.Run();

        seen.Select(one => (one.Epoch, one.Stage)).Should().Equal((0, TrainingStage.FixedWeights), (1, TrainingStage.FixedWeights),
            (2, TrainingStage.FixedWeights), (3, TrainingStage.AutoWeights));
        seen.Select(one => one.Reward.HasValue).Should().Equal(false, true, true, true);
        // The averages, not the live parameters: the same that were validated after epochs 2 and 3.
        shown[1].Should().Be(judged[0]);
        shown[2].Should().Be(judged[1]);
    }

    [Fact]
    public void Looking_changes_nothing_and_its_error_comes_out()
    {
        var options = new TrainingOptions { FixedEpochs = 3, AutoEpochs = 0, Threads = 1, EmaDecay = 0.9 };
        string[] digests = [.. new Action<TwoHeadNet, EpochSummary>?[] { null, (_, _) => rand(5).Dispose() }.Select(look =>
        {
            using var training = new TwoHeadTraining(Blobs.Task(dropout: 0.2) with { EpochEnded = look }, options);
            training.Run();
            return Blobs.Digest(training.Network);
        })];
        digests[1].Should().Be(digests[0]);
        using var failing = new TwoHeadTraining(
            Blobs.Task() with { EpochEnded = (_, epoch) => throw new IOException($"no room after {epoch.Epoch}") }, options);
        Refused<IOException>(() => failing.Run(), "no room after 0");
        failing.Network.training.Should().BeTrue();
    }
}
