namespace Awsnet.Components.Myops.Tests;

public sealed class RunEstimateTests
{
    private readonly StageRow first = new("first", "", 10), second = new("second", "", 30);

    [Fact]
    public void Time_left_is_the_work_left_at_the_speed_so_far()
    {
        var estimate = new RunEstimate([first, second]);
        estimate.Left(100).Should().BeNull();
        Seconds(estimate, 1, first, 0).Should().BeNull();
        // 5 of 40 in 10 seconds.
        Seconds(estimate, 10, first, 4).Should().BeApproximately(70, 0.01);
    }

    [Fact]
    public void What_was_done_before_is_no_work_of_this_process()
    {
        var estimate = new RunEstimate([first, second]);
        first.Summary = new StageSummary("first", 10, null, -1, new Dictionary<string, double>());
        // The first heard of it is its ninth epoch: 3 of 40 were done in 6 seconds, 3 are left.
        Seconds(estimate, 6, second, 8).Should().BeApproximately(6, 0.01);
    }

    [Fact]
    public void A_restarted_stage_is_work_again()
    {
        var estimate = new RunEstimate([first, second]);
        Seconds(estimate, 4, first, 0).Should().BeApproximately(4 * 39, 0.01);
        Seconds(estimate, 5, first, 4).Should().BeApproximately(35, 0.01);
        Seconds(estimate, 6, first, 0).Should().BeApproximately(6 * 39 / 5.0, 0.01);
        // 9 worked in 10 seconds, 35 left.
        Seconds(estimate, 10, first, 4).Should().BeApproximately(350 / 9.0, 0.01);
    }

    private static double? Seconds(RunEstimate estimate, double seconds, StageRow row, int epoch)
    {
        row.Last = Epoch(epoch);
        return estimate.Left(seconds)?.TotalSeconds;
    }

    private static RunProgress Epoch(int epoch) => new()
    {
        Event = RunEvent.Epoch,
        Stage = TrainingStage.FixedWeights,
        Epoch = epoch,
        Epochs = 10,
        Weights = LossWeights.Equal(["stride 1"]),
    };
}
