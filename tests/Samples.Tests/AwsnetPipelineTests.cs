namespace Awsnet.Components.Tests;

/// <summary>The whole method as a user runs it, in its smallest form.</summary>
public sealed class AwsnetPipelineTests : IDisposable
{
    private static readonly string[] Smallest =
        ["--unseen", "1", "--epochs", "1", "--auto-epochs", "1", "--candidates", "2", "--seed", "2"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Generated_hearts_are_segmented_scored_and_pictured()
    {
        var (code, output, error) =
            SampleProgram.Run("awsnet-pipeline", ["--out", folder.Path, "--hearts", "2", "--members", "2", .. Smallest]);

        code.Should().Be(0, error);
        output.Should().Contain("Hearts: 1 to train on, 1 to validate by, 1 unseen.").And.Contain("asan-injury-2: α = stride 8 ");
        string[] scores = File.ReadAllLines(Path.Combine(folder.Path, "scores.csv"));
        scores.Select(row => row.Split(',')[1]).Should().Equal("structure", "left ventricle", "scar", "scar+edema");
        string heart = scores[1].Split(',')[0];
        RasterImage.Read(Path.Combine(folder.Path, $"{heart}.png")).Height.Should().Be(224);
        // The second member is another one: its own first weights and candidates.
        string Log(int member) => File.ReadAllText(Path.Combine(folder.Path, $"asan-scar-{member}", "metrics.jsonl"));
        Log(2).Should().Contain("\"candidate\"").And.NotBe(Log(1));

        // With other hearts the networks would be scored on some that they were trained on.
        Refused("Choose another folder.", ["--out", folder.Path, "--hearts", "3", "--members", "2", .. Smallest]);
        // A run that was begun with fewer epochs.
        Refused("another folder", "--out", folder.Path, "--hearts", "2", "--unseen", "1", "--epochs", "2", "--seed", "2");
    }

    [Fact]
    public void A_folder_of_patients_is_read()
    {
        string data = Path.Combine(folder.Path, "data"), labels = Path.Combine(folder.Path, "labels"),
            run = Path.Combine(folder.Path, "run");
        PhantomFiles.WriteMyoPs(data, 3, seed: 3, new PhantomOptions { MaximumSlices = 2 }, labels);
        string[] arguments = ["--out", run, "--data", data, "--members", "1", .. Smallest];

        Refused("_gd.nii.gz", arguments);

        var found = SampleProgram.Run("awsnet-pipeline", [.. arguments, "--labels", labels]);
        found.ExitCode.Should().Be(0, found.Error);
        Directory.GetFiles(run, "phantom_*.png").Should().ContainSingle();

        File.WriteAllText(Path.Combine(data, "phantom_001_T2.nii.gz"), "no image");
        Refused("phantom_001_T2.nii.gz", [.. arguments, "--labels", labels]);
    }

    [Theory]
    [InlineData("--members 0: expected a whole number, 1 to 999", "--members", "0")]
    [InlineData("--seed 1,5: expected a whole number, 0 or more", "--seed", "1,5")]
    [InlineData("there is no such option", "--frob")]
    [InlineData("--labels .: hearts are generated", "--labels", ".")]
    public void What_a_user_can_mend_is_one_clear_line(string named, params string[] arguments) => Refused(named, arguments);

    [Fact]
    public void Hearts_without_any_annotation_are_refused_before_anything_is_trained()
    {
        PhantomFiles.WriteMyoPs(folder["data"], 3, seed: 3, new PhantomOptions { MaximumSlices = 2 });
        foreach (string file in Directory.GetFiles(folder["data"], "*_gd.nii.gz"))
        {
            NiftiImage labels = NiftiImage.Read(file);
            NiftiImage.Create(labels.Header, new short[labels.ReadInt16().Length]).Write(file);
        }

        Refused("has an annotated left ventricle", ["--out", folder["run"], "--data", folder["data"], .. Smallest]);
        Directory.GetFileSystemEntries(folder["run"]).Should().BeEmpty();
    }

    private static void Refused(string named, params string[] arguments) => SampleProgram.Refuse("awsnet-pipeline", named, arguments);
}
