using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

/// <summary>Independent jobs: tried again where the machine failed them, and nowhere else.</summary>
public sealed class JobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_job_that_dies_by_a_signal_is_tried_again_and_all_end_well()
    {
        string marks = _folder.Path;
        List<string> lines = [];
        new JobRunner(new ProcessLauncher()).Run(
            [
                Shell("dies", $"if [ ! -e {marks}/died ]; then touch {marks}/died; kill -9 $$; fi; echo lives"),
                Shell("second", $"touch {marks}/second; echo $OMP_NUM_THREADS"),
            ],
            2, (name, line) => { lock (lines) lines.Add($"{name} {line}"); }, default);

        lines.Should().BeEquivalentTo("dies lives", "second 3");
        File.Exists(_folder["second"]).Should().BeTrue();
    }

    [Fact]
    public void A_job_that_dies_each_time_is_not_tried_for_ever()
    {
        var run = () => new JobRunner(new ProcessLauncher(), attempts: 2).Run(
            [Shell("dies", $"echo x >> {_folder["tries"]}; kill -9 $$")], 1, null, default);

        run.Should().Throw<ClusterException>().WithMessage("dies: 2 attempts failed: it was killed (signal 9)*");
        File.ReadAllLines(_folder["tries"]).Should().HaveCount(2);
    }

    [Fact]
    public void A_job_with_an_error_of_its_own_is_not_tried_again_and_the_others_may_save()
    {
        string marks = _folder.Path;
        var run = () => new JobRunner(new ProcessLauncher()).Run(
            [
                Shell("saves", $"touch {marks}/begun; cat > /dev/null; touch {marks}/saved"),
                Shell("fails", $"while [ ! -e {marks}/begun ]; do sleep 0.05; done; echo x >> {marks}/tries; " +
                    "echo The data is gone. >&2; exit 2"),
                Shell("never", $"touch {marks}/never"),
            ],
            2, null, default);

        run.Should().Throw<ClusterException>().WithMessage("fails: The data is gone.");
        File.ReadAllLines(_folder["tries"]).Should().ContainSingle();
        File.Exists(_folder["saved"]).Should().BeTrue();
        File.Exists(_folder["never"]).Should().BeFalse();
    }

    private static Job Shell(string name, string script) => new() { Name = name, Command = ["sh", "-c", script], Threads = 3 };
}
