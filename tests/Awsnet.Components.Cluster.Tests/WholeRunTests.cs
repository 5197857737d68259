namespace Awsnet.Components.Tests;

/// <summary>Runs of a search over whole runs as processes, each rung one: the bits of one process, whatever fails.</summary>
public sealed class WholeRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(1), InlineData(2)]
    public void Processes_give_the_bits_of_one_process_and_leave_no_state(int workers)
    {
        Run(workers).Should().Be(AtHome());

        // Of one that reached the end: one epoch of each run, one more, and two more.
        var tasks = Tasks().Where(task => task.Repeat == 1 && task.Candidate == Finalist());
        tasks.OrderBy(task => task.Epoch).Select(task => (task.Part, task.Parent is null))
            .Should().Equal(((0, 1), true), ((1, 2), false), ((2, 4), false));
        Tiny.SnapshotsIn(_folder["run"]).Should().BeEmpty();
        Tiny.Events(_folder["run"]).Should().BeEmpty();
        var status = RunStatus.Read(_folder["run"]);
        status.ToString().Should().Contain($"in epoch {TinyRuns.Epochs}", "the status is that of the last rung");
        status.Candidates.Should().OnlyContain(line => line.State == AttemptState.Done);
        string finalist = $"{Finalist() + 1}";
        status.Candidates.Select(line => line.Name).Should().ContainInOrder(finalist, $"{finalist}, run 2");
    }

    [Theory, InlineData("kill"), InlineData("hang")]
    public void A_worker_that_the_machine_fails_is_tried_again(string fault)
    {
        // The third epoch is trained in the last rung alone.
        int candidate = Finalist();
        var once = Cluster($"{TinyTrainable.FaultVariable}={fault} 2 {candidate} once {_folder.Path}");

        Run(1, fault == "hang" ? once with { SilenceLimit = TimeSpan.FromSeconds(20), Attempts = 10 } : once).Should().Be(AtHome());

        Tiny.States(_folder["run"], TinyRuns.Epochs - 1, candidate)
            .Should().HaveCountGreaterThan(1).And.StartWith("Failed").And.EndWith("Done");
    }

    [Fact]
    public void A_run_that_fails_by_itself_is_out_as_in_one_process_and_not_tried_again()
    {
        string fault = $"throw 1 {Finalist()}";
        List<WholeRunProgress> here = [], there = [];

        Run(2, Cluster($"{TinyTrainable.FaultVariable}={fault}"), there).Should().Be(AtHome(fault, here));

        there.Should().Equal(here);
        here.Count(report => report.Error == "InvalidOperationException: The loss left the numbers.").Should().Be(TinyRuns.Repeats);
        Tiny.States(_folder["run"], 1, Finalist()).Should().Equal("Abandoned");
    }

    [Fact]
    public void One_that_crashes_every_time_stops_the_search_and_is_tried_again_when_started_again()
    {
        Refused<CandidateException>(() => Run(2, Cluster($"{TinyTrainable.FaultVariable}=kill 0 1")),
            "Run 1 of candidate 2 to epoch 1: 3 attempts failed*it was killed (signal 9)*start again*LostAllowed*");

        Run(2).Should().Be(AtHome());
    }

    [Fact]
    public void One_that_is_lost_and_may_be_is_out()
    {
        List<WholeRunProgress> told = [];
        Run(2, Cluster($"{TinyTrainable.FaultVariable}=kill 0 1") with { LostAllowed = TinyRuns.Repeats, Attempts = 1 }, told);

        told.Where(report => report.Error is not null).Select(report => (report.Trial.Candidate, report.Trial.Epochs))
            .Should().Equal((1, 1), (1, 1));
    }

    /// <summary>Killed when it says a line: at the first score, within the last rung.</summary>
    [Theory, InlineData("Scored 1 0 0"), InlineData("Scored 4 0 0")]
    public void A_coordinator_that_is_killed_trains_nothing_twice(string line)
    {
        using (var process = Tiny.StartCoordinator(_folder["run"], "runs", 2))
        {
            Tiny.ReadTo(line, process);
            process.Kill();
            process.WaitForExit();
        }
        string[] done = Results();

        Run(2).Should().Be(AtHome());

        done.Should().NotBeEmpty().And.BeSubsetOf(Results());
        Directory.GetFiles(_folder["run"], "state.json", SearchOption.AllDirectories)
            .GroupBy(path => Path.GetDirectoryName(Path.GetDirectoryName(path)))
            .Should().OnlyContain(attempts => attempts.Count(path => path.Contains("attempt", StringComparison.Ordinal)
                && File.ReadAllText(path).Contains("Done", StringComparison.Ordinal)) == 1);
        Tiny.SnapshotsIn(_folder["run"]).Should().BeEmpty();

        string[] Results() => [.. Directory.GetFiles(_folder["run"], "result.json", SearchOption.AllDirectories).Select(File.ReadAllText)];
    }

    [Fact]
    public void A_search_that_knows_its_scores_asks_for_a_later_rung_at_once()
    {
        var stopped = TinyRuns.Search();
        using var stop = new CancellationTokenSource();
        var second = new Listener(report => { if (report.Trial.Epochs == 2) stop.Cancel(); });
        using (var processes = new WholeRunProcesses(_folder["run"], Cluster()))
            stopped.Invoking(it => it.Run(processes.Start, 1, second, stop.Token)).Should().Throw<OperationCanceledException>();
        var resumed = TinyRuns.Search();
        resumed.LoadState(stopped.SaveState());

        using (var processes = new WholeRunProcesses(_folder["run"], Cluster()))
            resumed.Run(processes.Start, 2);

        Text(resumed).Should().Be(AtHome());
        Tasks().Should().OnlyContain(task => (task.Parent == null) == (task.Epoch == 0), "no run began again");
    }

    [Fact]
    public void A_state_that_is_gone_is_trained_again_from_the_start()
    {
        var stopped = TinyRuns.Search();
        using (var processes = new WholeRunProcesses(_folder["run"], Cluster()))
        {
            foreach (var trial in stopped.Pending)
            {
                using var run = processes.Start(trial);
                stopped.Tell(trial, run.TrainTo(trial.Epochs, null, default));
            }
        }
        foreach (string file in Tiny.SnapshotsIn(_folder["run"]))
            File.Delete(file);
        var resumed = TinyRuns.Search();
        resumed.LoadState(stopped.SaveState());

        using (var processes = new WholeRunProcesses(_folder["run"], Cluster()))
            resumed.Run(processes.Start, 2);

        Text(resumed).Should().Be(AtHome());
    }

    /// <summary>A candidate with weights of its own that reaches the last rung.</summary>
    private static int Finalist() => AtHomeSearch().Candidates.First(one => one is { Index: > 0, Epochs: TinyRuns.Epochs }).Index;

    private IEnumerable<CandidateTask> Tasks() =>
        Directory.GetFiles(_folder["run"], "task.json", SearchOption.AllDirectories).Select(CandidateTask.Read);

    private static WholeRunSearch AtHomeSearch(string fault = "", List<WholeRunProgress>? told = null)
    {
        var search = TinyRuns.Search();
        search.Run(
            trial => new TrainableRun<double[]>(new TinyTrainable { Fault = fault }, trial), 1,
            new Listener(report => told?.Add(report)));
        return search;
    }

    private static string AtHome(string fault = "", List<WholeRunProgress>? told = null) => Text(AtHomeSearch(fault, told));

    private string Run(int workers, ClusterOptions? options = null, List<WholeRunProgress>? told = null)
    {
        var search = TinyRuns.Search();
        using var processes = new WholeRunProcesses(_folder["run"], options ?? Cluster());
        search.Run(processes.Start, workers, new Listener(report => told?.Add(report)));
        return Text(search);
    }

    /// <summary>No process here is slow enough to be taken for one that hangs.</summary>
    private static ClusterOptions Cluster(params IEnumerable<string> variables) =>
        Tiny.Cluster(variables) with { SilenceLimit = TimeSpan.FromMinutes(2) };

    /// <summary>Weights and every score, to the bit.</summary>
    private static string Text(WholeRunSearch search) => search.SaveState().ToJsonString();

    private sealed class Listener(Action<WholeRunProgress> listen) : IProgress<WholeRunProgress>
    {
        public void Report(WholeRunProgress value) => listen(value);
    }
}
