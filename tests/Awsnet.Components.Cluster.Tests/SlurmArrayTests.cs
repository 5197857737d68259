namespace Awsnet.Components.Tests;

/// <summary>
/// Independent jobs as an array that Slurm starts: no allocation, the same outputs, nothing lost and nothing left queued.
/// </summary>
[Collection(SlurmCluster.Collection)]
public sealed class SlurmArrayTests(SlurmCluster slurm) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The second kills itself once; the third's batch script is killed once, and leaves no word of it.</summary>
    [SlurmFact]
    public void An_array_gives_the_outputs_of_processes_here_also_where_tasks_are_killed()
    {
        string[] scripts =
        [
            "echo \"one's \\\"$OMP_NUM_THREADS\\\"\"; echo äö >&2; printf unended",
            $"{Once("two")} && kill -9 $$; echo two",
            $"{Once("three")} && kill -9 $PPID && sleep 100; echo three",
        ];
        var array = slurm.RunJobs(_folder["jobs"], 3, scripts);

        array.ExitCode.Should().Be(0, array.Error);
        Said(array).Should().BeEquivalentTo(
            "job 1: one's \"1\"", "job 1: äö", "job 1: unended", "job 2: two", "job 3: three");
        var here = ProgramRun.Of(Tiny.Program, ["jobs", _folder["here"], "local", "2", "3", .. scripts]);
        Said(here).Should().BeEquivalentTo(Said(array), "the marks are there already");
        States("job-1").Should().Equal("Done");
        States("job-2").Should().Equal("Failed", "Done");
        States("job-3").Should().Equal("Failed", "Done");
        Tiny.WaitFor(() => slurm.Queue().Length == 0, "a task leaves the queue a moment after its word");
        JobStatus.Read(_folder["jobs"]).ToString().Should().StartWith($"{_folder["jobs"]}: 3 of 3 jobs done, no coordinator is at work\n")
            .And.MatchRegex("job 1  done +1 +100% +task 0 of Slurm job [0-9]+ on n[12]\n");

        var again = slurm.RunJobs(_folder["jobs"], 3, scripts);
        again.ExitCode.Should().Be(0, again.Error);
        again.Output.Should().BeEmpty("what is done is not run again");
    }

    [SlurmFact]
    public void Canceling_lets_tasks_save_and_leaves_nothing_queued()
    {
        string save = $"trap 'touch {Mark("saved")}-$SLURM_ARRAY_TASK_ID; exit 130' TERM; echo begun; while true; do sleep 0.1; done";
        using var coordinator = slurm.Jobs(_folder["jobs"], 1, save, save, save);
        Tiny.WaitFor(() => Attempts().Count(file => Path.GetFileName(file) == "log.txt" && File.ReadAllText(file).Length > 0) == 2);
        ProgramRun.Of("kill", ["-INT", $"{coordinator.Id}"]).OutputOrThrow();
        coordinator.StandardOutput.ReadToEnd();
        coordinator.WaitForExit();

        coordinator.ExitCode.Should().Be(130, coordinator.StandardError.ReadToEnd());
        slurm.Queue().Should().BeEmpty();
        Directory.GetFiles(_folder.Path, "saved-*").Should().HaveCount(2, "the third had not begun");
        for (int job = 1; job <= 3; job++)
            States($"job-{job}").Should().Equal("Interrupted");
    }

    [SlurmFact]
    public void What_slurm_refuses_is_said_in_its_words_and_costs_no_attempt()
    {
        var refused = ProgramRun.Of("env", ["SBATCH_PARTITION=nowhere", $"SLURM_CONF={slurm.Folder}/slurm.conf", Tiny.Program,
            "jobs", _folder["jobs"], "array", "2", "1", "true"]);

        refused.ExitCode.Should().Be(2);
        refused.Error.Should().StartWith("Slurm refused the jobs: invalid partition specified: nowhere; Batch job submission failed:");
        States("job-1").Should().Equal("Interrupted");
    }

    /// <summary>A file system of the coordinator's own lies over the folder.</summary>
    [SlurmFact]
    public void A_folder_that_the_node_does_not_see_is_an_error_at_once()
    {
        Directory.CreateDirectory(_folder["shared"]);
        var blind = slurm.Run("unshare", "--mount", "sh", "-c", $"mount -t tmpfs none {_folder["shared"]} && exec \"$@\"", "sh",
            Tiny.Program, "jobs", _folder["shared/jobs"], "array", "2", "3", "true");

        blind.ExitCode.Should().Be(2);
        blind.Error.Should().StartWith($"job 1: {_folder["shared/jobs"]}/job-1/attempt-1 cannot be seen from the node that Slurm chose.");
        Tiny.WaitFor(() => slurm.Queue().Length == 0);
    }

    [SlurmFact]
    public void A_task_that_outlives_its_coordinator_is_waited_for_and_not_started_twice()
    {
        string wait = $"echo x >> {Mark("starts")}; while [ ! -e {Mark("go")} ]; do sleep 0.1; done; echo ended";
        using (var killed = slurm.Jobs(_folder["jobs"], 3, wait))
        {
            Tiny.WaitFor(() => File.Exists(Mark("starts")));
            killed.Kill();
            killed.WaitForExit();
        }
        using var second = slurm.Jobs(_folder["jobs"], 3, wait);
        Tiny.WaitFor(() => JobStatus.Read(_folder["jobs"]) is { IsAtWork: true } status
            && status.Jobs[0].Where.Contains("of Slurm job", StringComparison.Ordinal));
        File.WriteAllText(Mark("go"), "");
        string output = second.StandardOutput.ReadToEnd();
        second.WaitForExit();

        second.ExitCode.Should().Be(0, second.StandardError.ReadToEnd());
        output.Should().Be("job 1: ended\n");
        File.ReadAllLines(Mark("starts")).Should().ContainSingle();
        States("job-1").Should().Equal("Done");
    }

    [LongSlurmFact]
    public void A_task_that_somebody_else_cancels_is_not_tried_again()
    {
        using var coordinator = slurm.Jobs(_folder["jobs"], 3, $"touch {Mark("begun")}; sleep 100");
        Tiny.WaitFor(() => File.Exists(Mark("begun")));
        slurm.Run("scancel", "--user=root").OutputOrThrow();
        coordinator.StandardOutput.ReadToEnd();
        coordinator.WaitForExit();

        coordinator.ExitCode.Should().Be(2);
        coordinator.StandardError.ReadToEnd()
            .Should().MatchRegex("^job 1: task 0 of Slurm job [0-9]+ on n[12]: it was canceled \\(scancel\\)");
        States("job-1").Should().Equal("Abandoned");
    }

    /// <summary>Each time Slurm requeues it, as after the loss of a node.</summary>
    [LongSlurmFact]
    public void A_task_that_slurm_starts_again_and_again_is_not_tried_for_ever()
    {
        using var coordinator = slurm.Jobs(_folder["jobs"], 2, $"echo x >> {Mark("starts")}; sleep 1000");
        for (int starts = 1; starts <= 2; starts++)
        {
            Tiny.WaitFor(() => File.Exists(Mark("starts")) && File.ReadAllLines(Mark("starts")).Length == starts);
            string id = slurm.Run("squeue", "--noheader", "--format=%i").OutputOrThrow().Trim();
            slurm.Run("scontrol", "requeue", id).OutputOrThrow();
            Tiny.WaitFor(() =>
            {
                // Slurm holds a job that was requeued back for two minutes.
                slurm.Run("scontrol", "update", $"JobId={id}", "StartTime=now");
                return coordinator.HasExited || File.ReadAllLines(Mark("starts")).Length > starts;
            });
        }
        coordinator.StandardOutput.ReadToEnd();
        coordinator.WaitForExit();

        coordinator.StandardError.ReadToEnd().Should().StartWith("job 1: 2 attempts failed: Slurm started it again too often");
        File.ReadAllLines(Mark("starts")).Should().HaveCount(2);
        JobStatus.Read(_folder["jobs"]).Jobs[0].Should().BeEquivalentTo(new { State = AttemptState.Lost, Attempts = 2 });
    }

    [LongSlurmFact]
    public void A_node_that_is_lost_costs_an_attempt_and_slurm_starts_the_task_elsewhere()
    {
        using var coordinator = slurm.Jobs(_folder["jobs"], 3, $"{Once("first")} && sleep 1000; echo ended");
        Tiny.WaitFor(() => Directory.Exists(Mark("first")));
        string node = "";
        Tiny.WaitFor(() => (node = JobStatus.Read(_folder["jobs"]).Jobs[0].Where[^2..]) is "n1" or "n2");
        slurm.LoseNode(node);
        try
        {
            string output = coordinator.StandardOutput.ReadToEnd();
            coordinator.WaitForExit();
            coordinator.ExitCode.Should().Be(0, coordinator.StandardError.ReadToEnd());
            output.Should().EndWith("job 1: ended\n");
        }
        finally
        {
            slurm.StartNode(node);
        }
        JobStatus.Read(_folder["jobs"]).Jobs[0].Should().BeEquivalentTo(new { State = AttemptState.Done, Attempts = 2 });
        Tiny.WaitFor(() => slurm.Run("sinfo", "--noheader", "--format=%T").OutputOrThrow() == "idle\n");
    }

    /// <summary>True the first time, in a shell.</summary>
    private string Once(string name) => $"mkdir {Mark(name)} 2>/dev/null";

    private string Mark(string name) => Path.Combine(_folder.Path, name);

    private IEnumerable<string> Attempts() =>
        Directory.GetFiles(Path.GetDirectoryName(_folder["jobs/x"])!, "*", SearchOption.AllDirectories);

    private IEnumerable<string> States(string job) => Tiny.States(Path.Combine(_folder["jobs"], job));

    /// <summary>What the jobs printed, without what Slurm and the shell say of them.</summary>
    private static IEnumerable<string> Said(ProgramRun run) => run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => !line.Contains("Slurm job", StringComparison.Ordinal) && !line.EndsWith(": Killed", StringComparison.Ordinal));
}
