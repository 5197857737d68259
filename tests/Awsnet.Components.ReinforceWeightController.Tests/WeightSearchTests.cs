namespace Awsnet.Components.Tests;

public class WeightSearchTests
{
    [Fact]
    public void It_holds_two_snapshots_at_most_and_releases_them_all()
    {
        var trainee = new FakeTrainee();
        using (var search = new WeightSearch<FakeTrainee.Copy>(trainee, new ReinforceController(WeightSpace.PaperHeads)))
        {
            search.RunTo(6);
            search.Epochs.Should().HaveCount(6);
            trainee.Seen.Held.Should().Be(1, "between epochs only the incumbent is held");
        }
        trainee.Seen.MostHeld.Should().Be(2);
        trainee.Seen.Held.Should().Be(0);
    }

    [Fact]
    public void The_adopted_candidate_is_the_best_and_the_trainee_is_in_its_state()
    {
        var trainee = new FakeTrainee();
        using var search = new WeightSearch<FakeTrainee.Copy>(trainee, new ReinforceController(WeightSpace.PaperHeads));
        for (int epoch = 0; epoch < 4; epoch++)
        {
            var record = search.RunEpoch();
            record.Candidates[record.Adopted].Reward.Should().Be(record.Candidates.Max(candidate => candidate.Reward));
            trainee.Evaluate(default).Should().Be(record.Reward);
            search.Controller.Weights.Equals(record.Candidates[record.Adopted].Weights).Should().BeTrue();
        }
    }
}
