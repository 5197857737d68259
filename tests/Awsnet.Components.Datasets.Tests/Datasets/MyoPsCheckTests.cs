using System.Globalization;
using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

public sealed class MyoPsCheckTests : IDisposable
{
    private static readonly PhantomOptions Small = new()
    {
        MinimumSize = 80,
        MaximumSize = 90,
        PixelSpacingMm = 3.5,
        WithoutScar = 0,
        SliceWithoutVentricle = 0,
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_whole_folder_has_no_errors()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 4, 2, Small);
        DataSetReport report = MyoPsFolder.Check(folder.Path, requireLabels: true);
        report.Cases.Should().Be(4);
        report.Findings.Should().OnlyContain(f => f.Severity == FindingSeverity.Info);
        // The phantoms' orientations differ, as the challenge's do.
        report.ToString().Should().EndWith("4 cases: 0 errors, 0 warnings, 1 note.");
    }

    [Fact]
    public void Every_problem_is_listed_at_once_worst_first()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 5, 2, Small);
        File.Delete(folder["phantom_001_T2.nii.gz"]);
        File.Delete(folder["phantom_002_gd.nii.gz"]);
        File.WriteAllBytes(folder["phantom_002_C0.nii.gz"], File.ReadAllBytes(folder["phantom_002_C0.nii.gz"])[..3000]);
        Shift(folder["phantom_003_DE.nii.gz"], 2);
        File.Copy(folder["phantom_005_DE.nii.gz"], folder["phantom_004_DE.nii.gz"], overwrite: true);
        File.Copy(folder["phantom_005_gd.nii.gz"], folder["lonely_gd.nii.gz"]);

        DataSetReport report = MyoPsFolder.Check(folder.Path);
        (FindingSeverity, string, string)[] found = [.. report.Findings.Select(f => (f.Severity, f.Case, Path.GetFileName(f.Path)))];
        found.Should().Contain(
        [
            (FindingSeverity.Error, "phantom_001", "phantom_001_T2.nii.gz"),
            (FindingSeverity.Error, "phantom_002", "phantom_002_C0.nii.gz"),
            (FindingSeverity.Error, "phantom_003", "phantom_003_C0.nii.gz"),
            (FindingSeverity.Error, "phantom_004", "phantom_004_C0.nii.gz"),
            (FindingSeverity.Warning, "phantom_005", "phantom_005_DE.nii.gz"),
            (FindingSeverity.Warning, "lonely", "lonely_gd.nii.gz"),
            (FindingSeverity.Info, "phantom_002", "phantom_002_gd.nii.gz"),
        ]);
        report.Findings.Select(f => f.Severity).Should().BeInDescendingOrder();
        report.HasErrors.Should().BeTrue();
        string[] lines = report.ToString().Split('\n');
        lines[0].Should().StartWith("severity  case");
        lines.Should().HaveCount(report.Findings.Count + 2);
        lines.Should().Contain(l => l.StartsWith("error     phantom_001  phantom_001_T2.nii.gz", StringComparison.Ordinal)
            && l.Contains("Add the file"));
    }

    [Fact]
    public void Values_that_cannot_be_trained_on_are_found()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 2, Small);
        NiftiImage image = NiftiImage.Read(folder["phantom_001_C0.nii.gz"]);
        float[] values = image.ReadFloat32();
        values[3] = float.NaN;
        NiftiImage.Create(image.Header, values).Write(folder["phantom_001_C0.nii.gz"]);
        NiftiImage.Create(image.Header, new short[values.Length]).Write(folder["phantom_001_T2.nii.gz"]);
        NiftiImage.Create(image.Header, new short[values.Length]).Write(folder["phantom_001_gd.nii.gz"]);
        string table = MyoPsFolder.Check(folder.Path).ToString();
        table.Should().Contain("has 1 voxels that are no finite numbers").And.Contain("is 0 everywhere")
            .And.Contain("labels no left ventricle in any slice");
    }

    [Fact]
    public void Values_are_written_in_one_way_everywhere()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 2, Small);
        NiftiImage image = NiftiImage.Read(folder["phantom_001_C0.nii.gz"]);
        NiftiImage.Create(image.Header, Enumerable.Repeat(0.5f, (int)image.VoxelCount).ToArray()).Write(folder["phantom_001_C0.nii.gz"]);
        var withCommas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        withCommas.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = withCommas;
            MyoPsFolder.Check(folder.Path).Findings.Should().Contain(one => one.Problem == "is 0.5 everywhere.");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void No_folder_and_no_case_are_errors_of_the_whole()
    {
        MyoPsFolder.Check(folder.Path).Findings.Should().ContainSingle(f => f.Severity == FindingSeverity.Error
            && f.Problem.StartsWith("holds no MyoPS case"));
        MyoPsFolder.Check(folder["nowhere"]).Findings.Should().ContainSingle(f => f.Problem == "no such folder.");
    }

    private static void Shift(string path, double mm)
    {
        NiftiImage image = NiftiImage.Read(path);
        short[] voxels = image.ReadInt16();
        NiftiHeader h = image.Header;
        NiftiImage.Create(h with { QOffset = [h.QOffset[0], h.QOffset[1] + mm, h.QOffset[2]] }, voxels).Write(path);
    }
}
