using System.Diagnostics;

namespace Awsnet.Components.Tests;

/// <summary>Rule 2 and what a damaged, foreign or late result comes to. Every worker here is a delegate.</summary>
public sealed class ResultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> WrongResults => new()
    {
        { "run", "it is of run 0123, not " },
        { "epoch", "it is of Train, epoch 9, candidate 1, not Train, epoch 0, candidate 1" },
        { "candidate", "candidate 2, not Train, epoch 0, candidate 1" },
        { "attempt", "it is of attempt 7, not 1" },
        { "parent", "it started from abcd, not from " },
        { "cut", "is no JSON" },
        { "list", "is no JSON object" },
        { "version", "version 2; this program reads" },
        { "truncated", "its snapshot of 2 bytes is damaged" },
        { "flipped", "its snapshot of 4 bytes is damaged" },
        { "no snapshot", "its snapshot is gone" },
    };

    [Theory, MemberData(nameof(WrongResults))]
    public void A_result_that_was_not_asked_for_is_refused_and_named(string wrong, string reason)
    {
        var launcher = new WritingLauncher((attempt, task) =>
        {
            var report = WritingLauncher.Report(attempt, task);
            if (task is { Kind: TaskKind.Train, Candidate: 1, Attempt: 1 })
                Spoil(attempt, report, wrong);
            else
                report.Write(attempt.Result);
            return 0;
        });
        using (var search = Tiny.Search(_folder["run"], 1, launcher: launcher))
            search.RunTo(1);

        Tiny.Events(_folder["run"]).Should().Contain("attempt-1/result.json is refused: ").And.Contain(reason);
        Tiny.States(_folder["run"], 0, 1).Should().Equal("Failed", "Done");
        launcher.Started.Should().Be(1 + TinySearch.Candidates + 1);
    }

    [Fact]
    public void A_late_result_of_an_attempt_that_was_given_up_is_refused_and_named()
    {
        var launcher = new WritingLauncher((attempt, task) =>
        {
            if (task is { Kind: TaskKind.Train, Candidate: 1, Attempt: 1 })
                return 137;
            if (task is { Kind: TaskKind.Train, Candidate: 1 })
            {
                // The first one's node was thought dead, and its process was not.
                var late = new AttemptFolder(attempt.Path.Replace("attempt-2", "attempt-1", StringComparison.Ordinal), 1);
                WritingLauncher.Report(late, task with { Attempt = 1 }, reward: 99).Write(late.Result);
            }
            WritingLauncher.Report(attempt, task).Write(attempt.Result);
            return 0;
        });
        using var search = Tiny.Search(_folder["run"], 1, launcher: launcher);
        search.RunTo(1);

        search.Epochs[0].Candidates[1].Reward.Should().Be(1);
        Tiny.Events(_folder["run"]).Should().Contain("attempt-1/result.json is refused: attempt 2 was asked for in its place");
        Tiny.SnapshotsIn(_folder["run"]).Should().Equal(search.IncumbentFile);
    }

    [RootFact]
    public void A_result_that_another_user_wrote_is_refused()
    {
        var launcher = new WritingLauncher((attempt, task) =>
        {
            WritingLauncher.Report(attempt, task).Write(attempt.Result);
            if (task is { Kind: TaskKind.Train, Candidate: 1, Attempt: 1 })
                ProgramRun.Of("chown", ["12345", attempt.Result]).OutputOrThrow();
            return 0;
        });
        using (var search = Tiny.Search(_folder["run"], 1, launcher: launcher))
            search.RunTo(1);

        Tiny.Events(_folder["run"]).Should().Contain("result.json was written by user 12345, not by 0");
    }

    [Fact]
    public void A_link_in_place_of_a_result_is_refused()
    {
        var launcher = new WritingLauncher((attempt, task) =>
        {
            var report = WritingLauncher.Report(attempt, task);
            report.Write(attempt.Result);
            if (task is { Kind: TaskKind.Train, Candidate: 1, Attempt: 1 })
            {
                File.Move(attempt.Result, _folder["elsewhere"]);
                File.CreateSymbolicLink(attempt.Result, _folder["elsewhere"]);
            }
            return 0;
        });
        using (var search = Tiny.Search(_folder["run"], 1, launcher: launcher))
            search.RunTo(1);

        Tiny.Events(_folder["run"]).Should().Contain("result.json is no plain file");
    }

    [Theory, InlineData("/etc/passwd"), InlineData("../../outside"), InlineData("epochs/../../outside")]
    public void A_snapshot_outside_the_run_is_refused(string name)
    {
        Refused<FormatException>(() => new SnapshotFile("", name, 1).In(_folder["run"]), $"The snapshot \"{name}\" lies outside *");
    }

    /// <summary>Real workers: the state that they start from was damaged after it was adopted.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public void A_damaged_incumbent_stops_the_search_and_nothing_is_adopted_from_it(bool truncate)
    {
        using (var search = Tiny.Search(_folder["run"], 2))
        {
            search.RunTo(1);
            Damage(search.IncumbentFile!, truncate);
            Refused<ClusterException>(() => search.RunTo(2),
                $"*{search.IncumbentFile} {(truncate ? "has 31 bytes in place of 32" : "is damaged: its SHA-256 is not")}*");
            search.Epoch.Should().Be(1);
        }
        Refused<ClusterException>(() => Tiny.Search(_folder["run"], 2), "The run cannot be resumed: *");
    }

    [RootFact]
    public void A_disk_that_is_too_small_is_said_before_the_start_and_a_full_one_stops_with_nothing_lost()
    {
        string disk = _folder["disk/x"][..^2];
        Directory.CreateDirectory(disk);
        ProgramRun.Of("mount", ["-t", "tmpfs", "-o", "size=2m", "none", disk]).OutputOrThrow();
        try
        {
            string run = Path.Combine(disk, "run"), filler = Path.Combine(disk, "filler");
            using (var small = Tiny.Search(run, 2, Tiny.Cluster($"{TinyTrainable.PadVariable}=700000")))
            {
                Refused<ClusterException>(() => small.RunTo(1), "*MB left; 4 snapshots of 0.7 MB need 2.8 MB*");
            }
            Directory.Delete(run, recursive: true);
            var options = Tiny.Cluster($"{TinyTrainable.PadVariable}=300000") with { Attempts = 1 };
            using (var search = Tiny.Search(run, 2, options))
            {
                search.RunTo(1);
                Fill(filler);
                Refused<ClusterException>(() => search.RunTo(2), "*No space left on device*");
            }
            File.Delete(filler);
            using var again = Tiny.Search(run, 2, options);
            again.RunTo(2);
            again.Epochs.Select(epoch => epoch.Reward).Should().OnlyContain(reward => double.IsFinite(reward));
            SearchLog.ToJsonLines(again.Epochs).Should().NotContain("Failed");
        }
        finally
        {
            ProgramRun.Of("umount", ["-l", disk]).OutputOrThrow();
        }
    }

    /// <summary>A file system of the worker's own lies over the folder there.</summary>
    [RootFact]
    public void A_folder_on_a_disk_that_is_not_shared_is_an_error_at_once()
    {
        Directory.CreateDirectory(_folder["shared"]);
        var blind = new ProcessLauncher
        {
            Prefix = ["unshare", "--mount", "sh", "-c", $"mount -t tmpfs none {_folder["shared"]} && exec \"$@\"", "sh"],
        };
        using var search = Tiny.Search(_folder["shared/run"], 2, launcher: blind);

        Refused<ClusterException>(() => search.RunTo(1),
            $"{_folder["shared/run"]}/*cannot be seen from *Put the run's folder on a disk that all machines share*");
    }

    private static void Fill(string path)
    {
        try
        {
            using var file = File.Create(path, bufferSize: 1);
            while (true)
                file.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static void Damage(string path, bool truncate)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[9] ^= 4;
        File.WriteAllBytes(path, truncate ? bytes[..^1] : bytes);
    }

    private static void Spoil(AttemptFolder attempt, CandidateReport report, string wrong)
    {
        var spoiled = wrong switch
        {
            "run" => report with { Run = "0123" },
            "epoch" => report with { Epoch = 9 },
            "candidate" => report with { Candidate = 2 },
            "attempt" => report with { Attempt = 7 },
            "parent" => report with { Parent = "abcd" },
            _ => report,
        };
        spoiled.Write(attempt.Result);
        string text = File.ReadAllText(attempt.Result);
        byte[] snapshot = File.ReadAllBytes(attempt.Snapshot);
        switch (wrong)
        {
            case "cut":
                File.WriteAllText(attempt.Result, text[..(text.Length / 2)]);
                break;
            case "list":
                File.WriteAllText(attempt.Result, "[1]");
                break;
            case "version":
                File.WriteAllText(attempt.Result, text.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal));
                break;
            case "truncated":
                File.WriteAllBytes(attempt.Snapshot, snapshot[..2]);
                break;
            case "flipped":
                snapshot[1] ^= 1;
                File.WriteAllBytes(attempt.Snapshot, snapshot);
                break;
            case "no snapshot":
                File.Delete(attempt.Snapshot);
                break;
        }
    }
}

/// <summary>A test that may mount and change owners.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() =>
        Skip = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? null : "Only root may mount and change owners.";
}
