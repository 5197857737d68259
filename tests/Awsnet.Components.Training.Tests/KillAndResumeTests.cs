using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

public sealed class KillAndResumeTests
{
    private const int Killed = 128 + 9;

    /// <summary>Moments to die at: in a fixed epoch, among candidates, between two writes of a checkpoint.</summary>
    private static readonly (string Kind, int Count)[] moments =
    [
        ("step", 2), ("byte", 30), ("step", 11),
        ("step", 1), ("step", 3), ("step", 4), ("step", 6), ("step", 7), ("step", 9), ("step", 14), ("step", 15), ("step", 17), ("step", 20), ("step", 26),
        ("byte", 1), ("byte", 2), ("byte", 12), ("byte", 45), ("byte", 77), ("byte", 110),
    ];

    [Fact]
    public void A_run_killed_at_any_moment_and_resumed_ends_with_the_bits_of_one_never_killed()
    {
        string expected;
        int reports = 0;
        using (var training = KilledRun.Make())
        {
            training.Run(progress: new Immediate<RunProgress>(report => reports += report.Event is RunEvent.Step or RunEvent.Candidate ? 1 : 0));
            expected = Blobs.Digest(training.Network);
        }
        reports.Should().Be(KilledRun.Reports);

        // The quick form kills one run three times; the full form twenty runs once each.
        int count = Effort.Pick(3, moments.Length);
        foreach (var chain in count == 3 ? [moments[..3]] : moments.Select(moment => new[] { moment }))
        {
            using var folder = new TemporaryFolder();
            foreach (var (kind, when) in chain)
                KilledRun.Start(folder["run"], kind, when).Exit.Should().Be(Killed, "it dies at {0} {1}", kind, when);
            var (exit, output) = KilledRun.Start(folder["run"], "never", 0);
            exit.Should().Be(0, output);
            output.Should().Be(expected, "it was killed at {0}", string.Join(", ", chain));
            Directory.GetFiles(folder["run"]).Select(Path.GetFileName).Should().NotContain(name => name!.EndsWith(".tmp"));
        }
    }
}
