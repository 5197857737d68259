namespace Awsnet.Components.Myops.Tests;

/// <summary>The program where libtorch cannot be loaded: one line that says what to do, and exit code 2.</summary>
public sealed class TorchLoadingTests : IDisposable
{
    private static readonly string Built = AppContext.BaseDirectory;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_missing_native_library_is_one_line()
    {
        var run = RunCopy();
        run.ExitCode.Should().Be(2);
        run.Error.Trim().Should().Contain("libtorch is missing").And.Contain("TorchSharp-cpu").And.NotContain("\n");
    }

    [Fact]
    public void A_library_that_the_loader_refuses_is_one_line_with_its_words()
    {
        File.WriteAllText(folder["app/libLibTorchSharp.so"], "not a library");
        var run = RunCopy();
        run.ExitCode.Should().Be(2);
        run.Error.Trim().Should().Contain("libtorch cannot be loaded").And.NotContain("\n");
    }

    [Theory]
    [InlineData(null, "linux-arm64", "no TorchSharp library for linux-arm64")]
    [InlineData("/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by libLibTorchSharp.so)", "linux-x64",
        "Awsnet.Components.LinuxCompat")]
    [InlineData("Unable to load DLL", "win-x64", "issue 1567")]
    [InlineData("first line\nsecond", "linux-x64", "first line second")]
    public void Each_cause_has_its_remedy(string? loader, string platform, string remedy) =>
        TorchLoading.Explain(loader, platform).Should().Contain(remedy).And.NotContain("\n");

    /// <summary>The program's managed part alone, asked for a training.</summary>
    private ProgramRun RunCopy()
    {
        foreach (string file in Directory.GetFiles(Built, "*.dll").Append(Path.Combine(Built, "myops.runtimeconfig.json")))
            File.Copy(file, folder[$"app/{Path.GetFileName(file)}"]);
        string data = Path.Combine(folder.Path, "data");
        Cli.Run("phantom", "--out", data, "--cases", "2", "--seed", "1").ShouldSucceed();
        return ProgramRun.Of(
            "dotnet", [folder["app/myops.dll"], "train", "--data", data, "--out", folder["run"], "--preset", "tiny"], start =>
        {
            // Else TorchSharp puts its libraries together from the package cache.
            start.Environment["NUGET_PACKAGES"] = folder["no packages"];
        });
    }
}
