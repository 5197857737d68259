using System.Text.Json.Nodes;

namespace Awsnet.Components.Tests;

public class ScheduleAndLogTests
{
    [Fact]
    public void Replaying_a_schedule_repeats_the_adopted_training_bit_for_bit()
    {
        var searched = new FakeTrainable();
        using var search = WeightSearchTests.Search(searched, new() { RollbackTolerance = 0.001 });
        search.RunTo(6);
        var schedule = WeightSchedule.From(search.Epochs);

        var trainable = new FakeTrainable();
        using var replay = new WeightSearch<FakeTrainable.Copy>(trainable, new ScheduledController(schedule), new() { Candidates = 1 });
        replay.RunTo(schedule.Entries.Length);
        trainable.Positions.Should().Equal(searched.Positions);
        replay.IncumbentReward.Should().Be(search.IncumbentReward);
        trainable.Seen.Batches.Should().Be(10 * schedule.Entries.Length, "a replay trains each epoch once");
    }

    [Fact]
    public void A_schedule_comes_back_from_its_file_and_names_what_is_wrong_with_another()
    {
        using var folder = new TemporaryFolder();
        using var search = WeightSearchTests.Search(new FakeTrainable());
        search.RunTo(3);
        var schedule = WeightSchedule.From(search.Epochs);
        schedule.Save(folder["schedule.json"]);
        var loaded = WeightSchedule.Load(folder["schedule.json"]);
        loaded.ToJson().ToJsonString().Should().Be(schedule.ToJson().ToJsonString());
        loaded.Entries.Select(entry => entry.Epoch).Should().Equal(0, 1, 2);
        Directory.GetFiles(folder.Path).Should().ContainSingle("no temporary file is left");

        File.WriteAllText(folder["bad.json"], "{ nonsense");
        Refused<FormatException>(() => WeightSchedule.Load(folder["bad.json"]), "*bad.json is not JSON*");
        Refused<FormatException>(() => WeightSchedule.FromJson(new JsonObject { ["format"] = "x" }), "*\"x\"*");
    }

    /// <summary>/dev/shm is a folder like any other, though devices lie beside it.</summary>
    [Fact]
    public void A_file_on_a_disk_in_memory_is_replaced_whole()
    {
        if (!Directory.Exists("/dev/shm"))
            return;
        string path = $"/dev/shm/awsnet-test-{Guid.NewGuid():N}";
        try
        {
            new WeightSchedule([new(0, LossWeights.Equal("a", "b"), 1), new(1, LossWeights.Equal("a", "b"), 2)]).Save(path);
            var shorter = new WeightSchedule([new(0, LossWeights.Equal("a", "b"), 1)]);
            shorter.Save(path);
            WeightSchedule.Load(path).ToJson().ToJsonString().Should().Be(shorter.ToJson().ToJsonString());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Mean_weights_are_the_mean_over_the_adopted_epochs()
    {
        // (0.5 + 0.9) / 2 = 0.7.
        var schedule = new WeightSchedule(
            [new(0, LossWeights.Of(("a", 0.5), ("b", 0.5)), 1), new(3, LossWeights.Of(("a", 0.9), ("b", 0.1)), 2)]);
        schedule.MeanWeights["a"].Should().BeApproximately(0.7, 1e-15);
        var mean = schedule.MeanWeights;
        new FixedController(mean).Ask(1).Single().Weights.Should().BeSameAs(mean, "fixed weights are proposed as given");
        FluentActions.Invoking(() => new WeightSchedule([]).MeanWeights).Should().Throw<InvalidOperationException>()
            .WithMessage("*no epochs*");
        Refused(() => new ScheduledController(new WeightSchedule([])), "*no epochs*");
        Refused(() => new WeightSchedule([new(0, LossWeights.Equal("a"), 1), new(1, LossWeights.Equal("b"), 1)]), "*same losses*");
    }

    [Fact]
    public void Epochs_that_were_thrown_away_are_not_in_the_schedule()
    {
        double loss = 0;
        var trainable = new FakeTrainable { Score = score => score - loss };
        using var search = WeightSearchTests.Search(trainable, new() { RollbackTolerance = 0.1 });
        search.RunEpoch();
        loss = 0.5;
        search.RunEpoch();
        loss = 0;
        search.RunEpoch();
        WeightSchedule.From(search.Epochs).Entries.Select(entry => entry.Epoch).Should().Equal(0, 2);
    }

    [Fact]
    public void The_log_has_a_line_for_every_candidate_and_comes_back()
    {
        using var folder = new TemporaryFolder();
        var trainable = new FakeTrainable
        {
            BeforeTraining = (_, context, _) =>
            {
                if (context.Candidate == 1)
                    throw new IOException("Lost \"b\"\nand more.");
            },
        };
        using var search = WeightSearchTests.Search(trainable, new() { Candidates = 3 });
        search.RunTo(2);
        SearchLog.Save(folder["log.jsonl"], search.Epochs);
        var lines = File.ReadAllLines(folder["log.jsonl"]);
        lines.Should().HaveCount(6);
        var line = JsonNode.Parse(lines[1])!;
        line["epoch"]!.GetValue<int>().Should().Be(0);
        line["candidate"]!.GetValue<int>().Should().Be(1);
        line["status"]!.GetValue<string>().Should().Be("Failed");
        line["reward"]!.GetValue<string>().Should().Be("NaN");
        line["error"]!.GetValue<string>().Should().Contain("Lost");
        line["weights"]!["stride 1"]!.GetValue<double>().Should().BeInRange(0, 1);

        var records = SearchLog.Load(folder["log.jsonl"]);
        var expected = search.Epochs.SelectMany(epoch => epoch.Candidates).ToArray();
        records.Should().HaveCount(6);
        for (int i = 0; i < 6; i++)
        {
            // ImmutableArray compares by reference, so a record is compared as the line it writes.
            SearchLog.ToJsonLines([search.Epochs[0] with { Candidates = [records[i]] }]).Should()
                .Be(SearchLog.ToJsonLines([search.Epochs[0] with { Candidates = [expected[i]] }]));
            records[i].Reward.Should().Be(expected[i].Reward);
            records[i].Losses.Should().Equal(expected[i].Losses);
        }
        File.AppendAllText(folder["log.jsonl"], "{}\n");
        Refused<FormatException>(() => SearchLog.Load(folder["log.jsonl"]), "*log.jsonl, line 7*");
    }
}
