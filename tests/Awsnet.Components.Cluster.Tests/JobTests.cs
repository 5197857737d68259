namespace Awsnet.Components.Tests;

/// <summary>Independent jobs: tried again where the machine failed them, and nowhere else; kept over coordinators.</summary>
public sealed class JobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_job_that_dies_by_a_signal_is_tried_again_and_all_end_well()
    {
        List<string> lines = [];
        Runner().Run(
            [
                Shell("dies", $"if [ ! -e {Mark("died")} ]; then touch {Mark("died")}; kill -9 $$; fi; echo lives"),
                Shell("second", "echo $OMP_NUM_THREADS"),
            ],
            2, (name, line) => { lock (lines) lines.Add($"{name} {line}"); }, default);

        lines.Should().BeEquivalentTo("dies lives", "second 3");
        States("dies").Should().Equal("Failed", "Done");
        States("second").Should().Equal("Done");
        File.ReadAllText(_folder["jobs/dies/attempt-2/log.txt"]).Should().Be("lives\n");
        File.ReadAllText(_folder["jobs/events.log"]).Should().Contain("/jobs/dies/attempt-1 failed: it was killed (signal 9)");
    }

    [Fact]
    public void A_job_that_is_done_is_not_run_again_unless_it_is_another_one_of_that_name()
    {
        var once = Shell("once", $"echo x >> {Mark("runs")}");
        Runner().Run([once], 1, null, default);
        Runner().Run([once, Shell("fresh", "true")], 1, null, default);
        Marks("runs").Should().Be(1);

        Runner().Run([once with { Threads = 2 }], 1, null, default);
        Marks("runs").Should().Be(2);
        JobStatus.Read(_folder["jobs"]).Jobs.Select(job => job.Name).Should().Equal(["fresh", "once"], "what is done stays in the plan");
    }

    [Fact]
    public void A_job_that_is_done_is_run_again_when_its_files_are_gone()
    {
        var job = Shell("leaves", $"echo x >> {Mark("runs")}; touch {Mark("file")}") with { Files = [Mark("file")] };
        for (int run = 0; run < 2; run++)
            Runner().Run([job], 1, null, default);
        Marks("runs").Should().Be(1);

        File.Delete(Mark("file"));
        Runner().Run([job], 1, null, default);
        Marks("runs").Should().Be(2);
    }

    [Fact]
    public void What_a_stopped_attempt_left_is_not_taken_for_the_files_of_one_that_was_done()
    {
        string stop = $"if [ $(wc -l < {Mark("runs")}) -eq 2 ]; then echo begun; cat > /dev/null; exit 130; fi";
        var job = Shell(
            "leaves", $"echo x >> {Mark("runs")}; printf half > {Mark("file")}; {stop}; printf whole > {Mark("file")}");
        job = job with { Files = [Mark("file")] };
        Runner().Run([job], 1, null, default);
        File.Delete(Mark("file"));
        using var cancel = new CancellationTokenSource();
        FluentActions.Invoking(() => Runner().Run([job], 1, (_, _) => cancel.Cancel(), cancel.Token))
            .Should().Throw<OperationCanceledException>();
        File.ReadAllText(Mark("file")).Should().Be("half");

        Runner().Run([job], 1, null, default);
        File.ReadAllText(Mark("file")).Should().Be("whole");
        States("leaves").Should().Equal("Done", "Interrupted", "Done");
    }

    [Fact]
    public void A_job_that_dies_each_time_is_not_tried_for_ever()
    {
        var run = () => Runner(attempts: 2).Run([Shell("dies", $"echo x >> {Mark("tries")}; kill -9 $$")], 1, null, default);

        run.Should().Throw<ClusterException>().WithMessage("dies: 2 attempts failed: it was killed (signal 9)*");
        Marks("tries").Should().Be(2);
        States("dies").Should().Equal("Lost", "Lost");

        run.Should().Throw<ClusterException>("who starts it again has corrected the cause: as many tries again");
        Marks("tries").Should().Be(4);
    }

    /// <summary>The second try kills the coordinator too, as a machine does that has no memory left.</summary>
    [Fact]
    public void Failed_attempts_are_kept_when_the_coordinator_dies_and_is_started_again()
    {
        string script = $"echo x >> {Mark("tries")}; [ $(wc -l < {Mark("tries")}) -eq 2 ] && kill -9 $PPID; kill -9 $$";
        string[] arguments = ["jobs", _folder["jobs"], "local", "1", "3", script];
        ProgramRun.Of(Tiny.Program, arguments).ExitCode.Should().Be(137);
        States("job-1").Should().Equal("Failed", "Running");

        var second = ProgramRun.Of(Tiny.Program, arguments);

        second.ExitCode.Should().Be(2);
        second.Error.Should().StartWith("job 1: 3 attempts failed: it was killed (signal 9)");
        Marks("tries").Should().Be(4, "one counted before, one was broken off with the coordinator, two more were left");
        States("job-1").Should().Equal("Lost", "Interrupted", "Lost", "Lost");
    }

    [Fact]
    public void A_job_with_an_error_of_its_own_is_not_tried_again_and_the_others_may_save()
    {
        var run = () => Runner().Run(
            [
                Shell("saves", $"touch {Mark("begun")}; cat > /dev/null; touch {Mark("saved")}"),
                Shell("fails", $"while [ ! -e {Mark("begun")} ]; do sleep 0.05; done; echo x >> {Mark("tries")}; " +
                    "echo The data is gone. >&2; exit 2"),
                Shell("never", $"touch {Mark("never")}"),
            ],
            2, null, default);

        run.Should().Throw<ClusterException>().WithMessage("fails: The data is gone.");
        Marks("tries").Should().Be(1);
        File.Exists(Mark("saved")).Should().BeTrue();
        File.Exists(Mark("never")).Should().BeFalse();
        States("fails").Should().Equal("Abandoned");
    }

    [Fact]
    public void Canceling_lets_jobs_save_and_costs_no_attempt()
    {
        using var stop = new CancellationTokenSource();
        var job = Shell(
            "saves", $"if [ -e {Mark("saved")} ]; then exit 0; fi; echo begun; cat > /dev/null; touch {Mark("saved")}; exit 130");
        var run = () => Runner(attempts: 1).Run([job], 1, (_, _) => stop.Cancel(), stop.Token);

        run.Should().Throw<OperationCanceledException>();
        File.Exists(Mark("saved")).Should().BeTrue();
        Runner(attempts: 1).Run([job], 1, null, default);
        States("saves").Should().Equal("Interrupted", "Done");
    }

    [Fact]
    public void A_job_that_links_to_its_parent_twice_is_asked_by_either()
    {
        using var stop = new CancellationTokenSource();
        var job = new Job { Name = "links", Command = [Tiny.Program, "links", Mark("asked")] };
        var run = () => Runner().Run([job], 1, (_, _) => stop.Cancel(), stop.Token);

        run.Should().Throw<OperationCanceledException>();
        File.Exists(Mark("asked")).Should().BeTrue();
    }

    [Fact]
    public void Status_says_who_runs_what_since_when_and_how_long_it_will_take()
    {
        JobStatus? seen = null;
        Runner().Run(
            [
                Shell("fold 1", "sleep 0.2"),
                Shell("fold 2", $"if [ ! -e {Mark("died")} ]; then touch {Mark("died")}; kill -9 $$; fi; echo here; " +
                    $"while [ ! -e {Mark("seen")} ]; do sleep 0.05; done"),
                Shell("fold 3", "true"),
            ],
            1, (_, _) => Look(), default);

        seen.Should().BeEquivalentTo(new { Folder = _folder["jobs"], Launcher = "this machine", IsAtWork = true, Done = 1 });
        seen!.Jobs.Select(job => (job.Name, job.State, job.Attempts)).Should().Equal(
            ("fold 1", AttemptState.Done, 1), ("fold 2", AttemptState.Running, 2), ("fold 3", null, 0));
        seen.Jobs[1].Where.Should().StartWith("process ").And.EndWith($" on {Environment.MachineName}");
        seen.Jobs[1].Since.Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(2));
        seen.TimeLeft.Should().BePositive("fold 3 has not begun");
        seen.ToString().Should().StartWith($"{_folder["jobs"]}: 1 of 3 jobs done, on this machine, about 00:0")
            .And.MatchRegex("fold 2  running +2 +0% +00:0.:.. +process ").And.MatchRegex("fold 3  pending +0 ");

        void Look()
        {
            // Its line may be here before what runs it is written down.
            Tiny.WaitFor(() =>
                (seen = JobStatus.Read(_folder["jobs"])).Jobs[1].Where.StartsWith("process ", StringComparison.Ordinal));
            File.WriteAllText(Mark("seen"), "");
        }

        var ended = JobStatus.Read(_folder["jobs"]);
        ended.TimeLeft.Should().Be(TimeSpan.Zero);
        ended.ToString().Should().StartWith($"{_folder["jobs"]}: 3 of 3 jobs done, no coordinator is at work\n");
        Refused<ClusterException>(() => JobStatus.Read(_folder.Path), "*holds no jobs that have begun*");
    }

    [Fact]
    public void A_second_coordinator_is_refused()
    {
        var second = () => Runner().Run([Shell("second", "true")], 1, null, default);
        Exception? refusal = null;
        Runner().Run([Shell("first", "echo at work")], 1, (_, _) => refusal = Record.Exception(second), default);

        refusal.Should().BeOfType<ClusterException>()
            .Which.Message.Should().StartWith($"Another coordinator is at work in {_folder["jobs"]}");
    }

    [Fact]
    public void Names_that_cannot_be_told_apart_are_refused()
    {
        Refused(() => Runner().Run([Shell("fold 1", "true"), Shell("fold-1", "true")], 1, null, default),
            "Two jobs are called \"fold 1\" and \"fold-1\"; names must differ*");
        Directory.Exists(Path.Combine(_folder.Path, "jobs")).Should().BeFalse();
    }

    /// <summary>What a process leaves behind may hold its output open: its last lines are waited for once.</summary>
    [Fact]
    public void A_process_that_has_ended_is_waited_for_once()
    {
        var request = new LaunchRequest { Name = "leaves", Command = ["sh", "-c", $"sleep 300 & echo $! > {Mark("left")}; exit 3"] };
        using var process = new ProcessLauncher().Start(request);
        process.Wait(TimeSpan.FromMinutes(2)).Should().BeTrue();

        var clock = System.Diagnostics.Stopwatch.StartNew();
        process.Wait(TimeSpan.Zero).Should().BeTrue();
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(4));
        process.ExitCode.Should().Be(3);
        ProgramRun.Of("kill", [File.ReadAllText(Mark("left")).Trim()]).ExitCode.Should().Be(0, "it is there still");
    }

    [Fact]
    public void Jobs_that_could_not_be_started_or_asked_to_end_are_refused_at_once()
    {
        Refused(() => new Job { Name = "", Command = ["true"] }, "A job has no name; give it one.*");
        Refused(() => new Job { Name = "x", Command = [] }, "A job's command is empty; give the program and its arguments.*");
        Refused(() => new Job { Name = "x", Command = default }, "A job's command is empty*");
        Refused(() => new Job { Name = "x", Command = [""] }, "A job's command is empty*");
        Refused(() => Shell("x", "true") with { Threads = 0 }, "Threads is 0; it must be 1 or more.*");
        Refused(() => new JobRunner("jobs") { Grace = TimeSpan.FromSeconds(-5) }, "Grace is -00:00:05; it must be 0 to 24 days.*");
        // The system waits for at most 2³¹ − 1 ms.
        Refused(() => new JobRunner("jobs") { Grace = TimeSpan.FromDays(25) }, "Grace is 25.00:00:00; it must be 0 to 24 days.*");

        static void Refused(Func<object> make, string message) =>
            make.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void Without_sbatch_on_the_path_an_array_is_an_error_at_once()
    {
        string empty = Path.GetDirectoryName(_folder["empty/x"])!;
        var run = ProgramRun.Of(
            Tiny.Program, ["jobs", _folder["jobs"], "array", "1", "3", "true"], start => start.Environment["PATH"] = empty);

        run.ExitCode.Should().Be(2);
        run.Error.Should().StartWith("There is no sbatch on the path.");
    }

    /// <summary>Programs of these names in place of Slurm's: the queue knows nothing any more, accounting does.</summary>
    [Theory, InlineData("COMPLETED|0:0", 0, ""), InlineData("FAILED|3:0", 2, "job 1: it ended with code 3\n"),
     InlineData("TIMEOUT|0:0", 2, "job 1: 1 attempts failed: task 0 of Slurm job 7: it reached its time limit\n")]
    public void What_the_queue_has_forgotten_is_asked_of_accounting(string accounted, int exitCode, string error)
    {
        foreach (var (name, prints) in new[] { ("sbatch", "7"), ("squeue", ""), ("sacct", $"7_0|{accounted}"), ("scancel", "") })
        {
            File.WriteAllText(_folder[$"bin/{name}"], $"#!/bin/sh\necho '{prints}'\n");
            ProgramRun.Of("chmod", ["+x", _folder[$"bin/{name}"]]).OutputOrThrow();
        }
        string path = $"{Mark("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        var run = ProgramRun.Of(
            Tiny.Program, ["jobs", _folder["jobs"], "array", "2", "1", "true"], start => start.Environment["PATH"] = path);

        run.ExitCode.Should().Be(exitCode, run.Error);
        run.Error.Should().Be(error);
    }

    private JobRunner Runner(int attempts = 3) => new(_folder["jobs"], attempts: attempts);

    private string Mark(string name) => Path.Combine(_folder.Path, name);

    private int Marks(string name) => File.ReadAllLines(Mark(name)).Length;

    private IEnumerable<string> States(string job) => Tiny.States(Path.Combine(_folder["jobs"], job));

    private static Job Shell(string name, string script) => new() { Name = name, Command = ["sh", "-c", script], Threads = 3 };
}
