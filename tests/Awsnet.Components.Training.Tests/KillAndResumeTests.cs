namespace Awsnet.Components.Tests;

public sealed class KillAndResumeTests
{
    private const int Killed = 128 + 9;

    /// <summary>
    /// Moments to die at. The run reports 27 steps and candidates and saves after each: the 2nd is in the fixed epoch, the 11th among
    /// candidates. It writes 12 checkpoints of 60 to 110 pieces each. From outside it is hit wherever it is just then.
    /// </summary>
    private static readonly (string Kind, int Count)[] moments =
    [
        ("step", 2), ("write", 300), ("outside", 12),
        ("step", 1), ("step", 3), ("step", 4), ("step", 6), ("step", 14), ("step", 20), ("step", 26),
        ("write", 1), ("write", 12), ("write", 77), ("write", 500),
        ("flush", 2), ("flush", 11), ("close", 3), ("close", 9),
        ("outside", 5), ("outside", 25),
    ];

    [Fact]
    public void A_run_killed_at_any_moment_and_resumed_ends_with_the_bits_of_one_never_killed()
    {
        using var whole = new TemporaryFolder();
        int reports = 0;
        using (var training = KilledRun.Make())
            training.Run(whole["run"],
                progress: new Immediate<RunProgress>(report => reports += report.Event is RunEvent.Step or RunEvent.Candidate ? 1 : 0));
        reports.Should().Be(KilledRun.Reports);
        string expected = KilledRun.Outcome(whole["run"]);

        // The quick form kills one run three times; the full form twenty runs once each.
        int count = Effort.Pick(3, moments.Length);
        foreach (var chain in count == 3 ? [moments[..3]] : moments.Select(moment => new[] { moment }))
        {
            using var folder = new TemporaryFolder();
            foreach (var (kind, when) in chain)
            {
                // On a busy machine the run may end before it is hit from outside.
                KilledRun.Start(folder["run"], kind, when).Exit.Should()
                    .BeOneOf(kind == "outside" ? [0, Killed] : [Killed], "it dies at {0} {1}", kind, when);
            }
            var (exit, error) = KilledRun.Start(folder["run"], "never", 0);
            exit.Should().Be(0, error);
            KilledRun.Outcome(folder["run"]).Should().Be(expected, "it was killed at {0}", string.Join(", ", chain));
            Directory.GetFiles(folder["run"]).Select(Path.GetFileName).Should().NotContain(name => name!.EndsWith(".tmp"));
        }
    }
}
