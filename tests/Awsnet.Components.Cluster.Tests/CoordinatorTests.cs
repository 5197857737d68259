namespace Awsnet.Components.Tests;

/// <summary>Rules 1, 2 and 7: a coordinator that dies and is started again, and one too many.</summary>
public sealed class CoordinatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Workers of a coordinator that was killed write until they notice.</summary>
    public void Dispose()
    {
        Tiny.WaitFor(() => !Tiny.WorkersOf(_folder["run"]).Any());
        _folder.Dispose();
    }

    /// <summary>
    /// Killed when it says a line: with candidates at work, between them, when an epoch is settled. A candidate may be done before it is
    /// seen at work, unless it hangs.
    /// </summary>
    [Theory, InlineData("Training 0 0", "hang 0 0"), InlineData("Evaluated 0 1"), InlineData("Settled 0"), InlineData("Evaluated 1 2")]
    public void A_coordinator_that_is_killed_starts_the_same_candidates_again(string line, string fault = "")
    {
        using (var process = Tiny.StartCoordinator(_folder["run"], $"{Tiny.Epochs}", 2, fault))
        {
            Tiny.ReadTo(line, process);
            process.Kill();
            process.WaitForExit();
        }
        using var again = Tiny.StartCoordinator(_folder["run"], $"{Tiny.Epochs}", 2);
        again.StandardOutput.ReadToEnd();
        again.WaitForExit();
        again.ExitCode.Should().Be(0, again.StandardError.ReadToEnd());
        Tiny.WaitFor(() => !Tiny.WorkersOf(_folder["run"]).Any());

        Tiny.OutcomeOf(_folder["run"]).Should().Be(Tiny.AtHome());
        Tiny.SnapshotsIn(_folder["run"]).Should().ContainSingle();
    }

    /// <summary>The log of a long search, or of one with many losses, is longer than any file that a worker writes.</summary>
    [Fact]
    public void A_run_with_a_log_of_more_than_16_MB_is_resumed()
    {
        using (var search = Tiny.Search(_folder["run"], 1))
            search.RunTo(1);
        File.AppendAllText(_folder["run/search.json"], new string(' ', 17 << 20));

        RunStatus.Read(_folder["run"]).Epoch.Should().Be(1);
        using var again = Tiny.Search(_folder["run"], 1);
        again.RunTo(Tiny.Epochs);
        Tiny.OutcomeOf(again).Should().Be(Tiny.AtHome());
    }

    [Fact]
    public void A_folder_that_was_refused_as_damaged_is_not_held()
    {
        File.WriteAllText(_folder["run/run.json"], "{");
        var take = () => Tiny.Search(_folder["run"], 1);
        take.Should().Throw<FormatException>().WithMessage("*run.json is no JSON*");

        File.Delete(_folder["run/run.json"]);
        take().Dispose();
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_folder_of_another_kind_is_refused_and_nothing_in_it_is_lost(bool saysKind)
    {
        using (var search = Tiny.Search(_folder["run"], 1))
            search.RunTo(1);
        if (!saysKind)
            ForgetKind();
        const string message = "*holds the files of a ClusterSearch, which a * would spoil; choose another folder.";
        Refused<FormatException>(() => new WholeRunProcesses(_folder["run"], Tiny.Cluster()), message);
        Refused<FormatException>(() => new CandidateProcesses<double[]>(new TinyTrainable(), _folder["run"], Tiny.Cluster()), message);
        Refused<FormatException>(
            () => new JobRunner(_folder["run"]).Run([new Job { Name = "a", Command = ["true"] }], 1, null, default), message);

        using var again = Tiny.Search(_folder["run"], 1);
        again.RunTo(Tiny.Epochs);
        Tiny.OutcomeOf(again).Should().Be(Tiny.AtHome());
    }

    [Fact]
    public void A_folder_that_does_not_say_its_kind_is_of_the_first_kind_that_takes_it()
    {
        new WholeRunProcesses(_folder["run"], Tiny.Cluster()).Dispose();
        ForgetKind();
        new WholeRunProcesses(_folder["run"], Tiny.Cluster()).Dispose();
        Refused<FormatException>(() => Tiny.Search(_folder["run"], 1), "*holds the files of a WholeRunProcesses*");
    }

    [Fact]
    public void A_folder_that_cannot_be_used_says_why()
    {
        File.WriteAllText(_folder["file"], "");
        foreach (string path in new[] { _folder["file"], Path.Combine(_folder["file"], "run") })
        {
            Refused<ClusterException>(() => Tiny.Search(path, 1), $"{path} cannot be the folder of a run: *choose another folder.");
            Refused<ClusterException>(() => new JobRunner(path).Run([], 1, null, default), $"{path} cannot be the folder of a run: *");
        }
        Refused<ClusterException>(() => RunStatus.Read(_folder["file"]), $"{_folder["file"]} is a file; give the folder of a run.");
        Refused<ClusterException>(() => RunStatus.Read(_folder["none"]), $"There is no folder {_folder["none"]}; give*");
        Refused<ClusterException>(() => JobStatus.Read(_folder["none"]), "There is no folder *");
        Refused<ClusterException>(() => RunStatus.Read(_folder.Path), "*holds no search that has begun*");
    }

    [Fact]
    public void Workers_end_with_their_coordinator()
    {
        using var process = Tiny.StartCoordinator(_folder["run"], "1", 2, "hang 0 0;hang 0 1");
        Tiny.WaitFor(() => Tiny.WorkersOf(_folder["run"]).Count() == 2);
        process.Kill();
        process.WaitForExit();

        Tiny.WaitFor(() => !Tiny.WorkersOf(_folder["run"]).Any(), "workers end with it");
    }

    [Fact]
    public void A_second_coordinator_is_refused_until_the_first_is_dead()
    {
        using var first = Tiny.StartCoordinator(_folder["run"], "1", 2, "hang 0 0");
        first.StandardOutput.ReadLine().Should().NotBeNull("whichever candidate reports first, the coordinator is at work");

        var second = () => Tiny.Search(_folder["run"], 1);
        second.Should().Throw<ClusterException>()
            .WithMessage($"Another coordinator is at work in {_folder["run"]} (process {first.Id} on *)*");

        first.Kill();
        first.WaitForExit();
        using var third = second();
        third.RunTo(1);
        Tiny.OutcomeOf(third).Should().Be(Tiny.AtHome(epochs: 1));
    }

    /// <summary>As an older version wrote it.</summary>
    private void ForgetKind()
    {
        var identity = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(_folder["run/run.json"]))!.AsObject();
        identity.Remove("kind").Should().BeTrue();
        File.WriteAllText(_folder["run/run.json"], identity.ToJsonString());
    }
}
