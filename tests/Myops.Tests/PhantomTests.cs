namespace Awsnet.Components.Myops.Tests;

public sealed class PhantomTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Cases_come_in_the_layout_and_by_the_seed()
    {
        string first = folder["a"], second = folder["b"], other = folder["c"];
        Cli.Run("phantom", "--out", first, "--cases", "1", "--seed", "9").ShouldSucceed();
        Cli.Run("phantom", "--out", second, "--cases", "1", "--seed", "9").ShouldSucceed();
        Cli.Run("phantom", "--out", other, "--cases", "1", "--seed", "10").ShouldSucceed();

        foreach (var kind in new[] { "C0", "DE", "T2", "gd" })
            File.ReadAllBytes(CaseFile.Of(first, "phantom_001", kind)).Should()
                .Equal(File.ReadAllBytes(CaseFile.Of(second, "phantom_001", kind)));
        File.ReadAllBytes(CaseFile.Of(other, "phantom_001", "C0")).Should()
            .NotEqual(File.ReadAllBytes(CaseFile.Of(first, "phantom_001", "C0")));
        var volume = MyoPsFolder.Open(first, requireLabels: true).Cases.Single().Load();
        volume.Slices.Should().BeInRange(2, 6);
        volume.Labels!.Distinct().Should().BeSubsetOf(new short[] { 0, 200, 500, 600, 1220, 2221 });
        Cli.Run("check", first).ShouldSucceed();
    }

    [Theory, InlineData("1", false), InlineData("0", true)]
    public void Hearts_without_scar_are_written_as_often_as_asked_for(string probability, bool scar)
    {
        Cli.Run("phantom", "--out", folder["a"], "--cases", "3", "--without-scar", probability).ShouldSucceed();

        MyoPsFolder.Open(folder["a"], requireLabels: true).Cases
            .Should().OnlyContain(files => files.Load().Labels!.Contains(MyoPsLabels.Scar) == scar);
        Cli.Run("phantom", "--out", folder["b"], "--without-scar", probability, "--layout", "acdc")
            .ShouldBeBadInput("--without-scar", "--layout acdc");
        Cli.Run("phantom", "--out", folder["b"], "--without-scar", "1.5").ShouldBeBadInput("--without-scar 1.5", "0 to 1");
    }

    [Fact]
    public void Cases_never_mix_with_those_of_another_call()
    {
        var output = folder["a"];
        Cli.Run("phantom", "--out", output, "--cases", "1", "--seed", "9").ShouldSucceed();
        Cli.Run("phantom", "--out", output, "--cases", "1", "--seed", "9").ShouldSucceed();
        Cli.Run("phantom", "--out", output, "--cases", "2", "--seed", "9").ShouldBeBadInput(output, "another run");
        Directory.EnumerateFiles(output, "*.nii.gz").Should().HaveCount(4);

        File.WriteAllText(folder["b/notes.txt"], "");
        Cli.Run("phantom", "--out", folder["b"], "--cases", "1").ShouldBeBadInput("holds files already");
        Cli.Run("phantom", "--out", folder["c"], "--cases", "0").ShouldBeBadInput("--cases 0");
    }

    [Fact]
    public void A_stopped_call_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Cli.RunUntil(stop.Token, "phantom", "--out", folder["a"], "--cases", "1").Code.Should().Be(ExitCode.Interrupted);
        Directory.EnumerateFileSystemEntries(folder.Path).Should().BeEmpty();
    }

    [Fact]
    public void Check_lists_the_problems_of_a_folder()
    {
        var output = folder["a"];
        Cli.Run("phantom", "--out", output, "--cases", "2", "--seed", "9").ShouldSucceed();
        File.Delete(CaseFile.Of(output, "phantom_001", "T2"));
        CaseFile.Rewrite(output, "phantom_002", "gd", (voxels, _) => voxels[0] = 3);
        var result = Cli.Run("check", output);
        result.ShouldBeBadInput(output, "2 errors");
        result.Output.Should().Contain("phantom_001_T2").And.Contain("phantom_002_gd");
    }

    [Fact]
    public void Check_knows_folders_of_single_cases()
    {
        Cli.Run("phantom", "--out", folder["a"], "--cases", "1", "--seed", "9").ShouldSucceed();
        Directory.CreateDirectory(folder["all"]);
        Directory.Move(folder["a"], folder["all/phantom_001"]);

        var result = Cli.Run("check", folder["all"]);

        result.ShouldSucceed();
        result.Output.Should().Contain("1 case: 0 errors");
    }

    [Theory]
    [InlineData("acdc", "patient001/Info.cfg", "ES")]
    [InlineData("busi", "benign/benign (1)_mask.png", "altered copy")]
    public void Other_layouts_are_written_found_and_checked(string layout, string file, string finding)
    {
        var output = folder[layout];
        Cli.Run("phantom", "--out", output, "--cases", "3", "--seed", "4", "--layout", layout).ShouldSucceed();
        Cli.Run("phantom", "--out", output, "--cases", "3", "--seed", "4", "--layout", layout).ShouldSucceed();
        Cli.Run("phantom", "--out", output, "--cases", "3", "--seed", "4").ShouldBeBadInput("another run");

        var whole = Cli.Run("check", output);
        whole.ShouldSucceed();
        whole.Output.Should().Contain("3 cases: 0 errors");

        if (layout == "acdc") File.WriteAllText(Path.Combine(output, file), "ED: 1\n");
        else RasterImage.FromRgb8(20, 30, new byte[1800]).Write(Path.Combine(output, file));
        var damaged = Cli.Run("check", output, "--layout", layout);
        damaged.ShouldBeBadInput(output, "found");
        damaged.Output.Should().Contain(finding);
    }

    [Fact]
    public void Check_reads_plain_folders_of_images_by_patient()
    {
        RasterImage.FromGray8(4, 3, [.. Enumerable.Range(0, 12).Select(i => (byte)i)]).Write(folder["images/p1-a.png"]);
        RasterImage.FromMask(4, 3, [.. Enumerable.Range(0, 12).Select(i => i > 6)]).Write(folder["masks/p1-a.png"]);

        Cli.Run("check", folder["images"], "--labels", folder["masks"], "--group", "^(p[0-9])-").Output.Should()
            .Contain("1 case: 0 errors");
        Cli.Run("check", folder["images"], "--labels", folder["masks"], "--group", "^q").ShouldBeBadInput("--group ^q");
        Cli.Run("check", folder["images"]).ShouldBeBadInput("1 error");
        Cli.Run("check", folder["none"]).ShouldBeBadInput("no such folder");
        Directory.CreateDirectory(folder["empty"]);
        Cli.Run("check", folder["empty"]).ShouldBeBadInput("holds no data set");
    }
}
