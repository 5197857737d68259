using System.Diagnostics;

namespace Awsnet.Components.Tests;

/// <summary>Steps of a Slurm allocation: the bits of one process, whatever fails.</summary>
[Collection(SlurmCluster.Collection)]
public sealed class SlurmTests(SlurmCluster slurm) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SlurmTheory, InlineData(1), InlineData(2)]
    public void Steps_on_one_node_or_two_give_the_bits_of_one_process(int nodes)
    {
        // On two nodes of one processor each, two that wait for each other run on both.
        string meet = nodes == 2 ? $"meet 0 0 once {_folder.Path};meet 0 1 once {_folder.Path}" : "";
        using var search = slurm.Search(_folder["run"], meet, $"--nodes={nodes}");
        Finish(search);

        Tiny.OutcomeOf(_folder["run"]).Should().Be(Tiny.AtHome());
        Machines().Should().HaveCount(nodes);
        Tiny.Events(_folder["run"]).Should().NotContain("failed", "a step that waits for its turn does not hang");
    }

    [SlurmFact]
    public void A_worker_that_is_killed_is_tried_again_and_nothing_is_left_queued()
    {
        using var search = slurm.Search(_folder["run"], $"kill 0 1 once {_folder.Path}", "--nodes=2");
        Finish(search);

        Tiny.OutcomeOf(_folder["run"]).Should().Be(Tiny.AtHome());
        Tiny.States(_folder["run"], 0, 1).Should().Equal("Failed", "Done");
        Tiny.WaitFor(() => slurm.Queue().Length == 0, "an allocation takes a moment to end");
    }

    [LongSlurmFact]
    public void A_worker_that_hangs_is_tried_again()
    {
        using var search = slurm.Search(_folder["run"], $"hang 1 0 once {_folder.Path}",
            "--nodes=2", "env", $"{TinySearch.SilenceVariable}=30");
        Finish(search);

        Tiny.OutcomeOf(_folder["run"]).Should().Be(Tiny.AtHome());
        Tiny.States(_folder["run"], 1, 0).Should().StartWith("Failed").And.EndWith("Done");
    }

    [SlurmFact]
    public void Whole_runs_as_steps_on_two_nodes_give_the_bits_of_one_process()
    {
        using (var search = slurm.Runs(_folder["run"], $"kill 0 2 once {_folder.Path}", "--nodes=2"))
            Finish(search);

        // All results are there: asked again, here, nothing is trained.
        var runs = TinyRuns.Search();
        using (var processes = new WholeRunProcesses(_folder["run"], launcher: new WritingLauncher((_, _) => 1)))
            runs.Run(processes.Start);
        var home = TinyRuns.Search();
        home.Run(trial => new TrainableRun<double[]>(new TinyTrainable(), trial));
        runs.SaveState().ToJsonString().Should().Be(home.SaveState().ToJsonString());
        Machines().Should().HaveCount(2);
    }

    [LongSlurmFact]
    public void A_node_that_is_lost_with_all_its_processes_costs_an_attempt()
    {
        using var search = slurm.Search(_folder["run"], $"hang 0 1 once {_folder.Path}", "--nodes=2");
        var seen = Until(
            () => RunStatus.Read(_folder["run"]).Candidates[1], line => line.Where.Contains(" on n", StringComparison.Ordinal));
        string node = seen.Where[^2..];
        slurm.LoseNode(node);
        try
        {
            Finish(search);
        }
        finally
        {
            slurm.StartNode(node);
        }

        Tiny.OutcomeOf(_folder["run"]).Should().Be(Tiny.AtHome());
        Tiny.States(_folder["run"], 0, 1).Should().StartWith("Failed").And.EndWith("Done");
        Until(() => slurm.Run("sinfo", "--noheader", "--format=%T").OutputOrThrow(), state => state == "idle\n");
    }

    [LongSlurmFact]
    public void A_controller_that_is_restarted_in_the_middle_changes_nothing()
    {
        using var search = slurm.Search(_folder["run"], "wait 0 0;wait 0 1", "--nodes=2");
        Until(() => RunStatus.Read(_folder["run"]).Candidates[1], line => line.Where.Contains(" on n", StringComparison.Ordinal));
        slurm.StopController();
        Thread.Sleep(1000);
        slurm.StartController();
        Finish(search);

        Tiny.OutcomeOf(_folder["run"]).Should().Be(Tiny.AtHome());
    }

    [LongSlurmFact]
    public void A_job_that_is_requeued_goes_on_where_it_was()
    {
        File.WriteAllText(_folder["job"],
            $"#!/bin/sh\n#SBATCH --nodes=2 --requeue --no-kill --output={_folder["out"]}\n" +
            $"export {TinyTrainable.FaultVariable}='hang 0 2 once {_folder.Path}'\n" +
            $"exec {Tiny.Program} {_folder["run"]} {Tiny.Epochs} 2 slurm\n");
        string id = slurm.Run("sbatch", "--parsable", _folder["job"]).OutputOrThrow().Trim();
        Tiny.WaitFor(() => File.Exists(Path.Combine(_folder.Path, "hang-0-2")));
        slurm.Run("scontrol", "requeue", id).OutputOrThrow();
        // Slurm holds a job that was requeued back for two minutes.
        Until(() => slurm.Run("scontrol", "show", "job", id).OutputOrThrow(),
            state => state.Contains("JobState=PENDING", StringComparison.Ordinal)
                && state.Contains("Restarts=1", StringComparison.Ordinal));
        slurm.Run("scontrol", "update", $"JobId={id}", "StartTime=now");
        Until(() => slurm.Queue(), queue => queue.Length == 0);

        Tiny.OutcomeOf(_folder["run"]).Should().Be(Tiny.AtHome(), File.ReadAllText(_folder["out"]));
    }

    [SlurmFact]
    public void Outside_an_allocation_it_says_how_to_get_one() =>
        Refused<ClusterException>(() => new SlurmStepLauncher().Check(_folder.Path),
            "This process runs in no Slurm allocation (SLURM_JOB_ID is not set)*salloc --nodes=2*");

    private IEnumerable<string> Machines() =>
        Directory.GetFiles(Path.Combine(_folder["run"], "epochs"), "result.json", SearchOption.AllDirectories)
            .Select(path => CandidateReport.Read(path).Machine).Distinct();

    private static void Finish(Process search)
    {
        var errors = search.StandardError.ReadToEndAsync();
        search.StandardOutput.ReadToEnd();
        search.WaitForExit();
        search.ExitCode.Should().Be(0, errors.Result);
    }

    /// <summary>Asks until the answer is the right one.</summary>
    private static T Until<T>(Func<T> ask, Predicate<T> right)
    {
        T? answer = default;
        Tiny.WaitFor(() => right(answer = ask()));
        return answer!;
    }
}
