using System.Globalization;

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
        report.Findings.Single(f => f.Severity == FindingSeverity.Info && f.Case == "phantom_002").Problem.Should()
            .Be("missing; this case has no labels.");
        MyoPsFolder.Check(folder.Path, requireLabels: true).Findings.Should().ContainSingle(f => f.Severity == FindingSeverity.Error
            && f.Problem.StartsWith("missing; the labels of case phantom_002 are needed."));
        report.HasErrors.Should().BeTrue();
        string[] lines = report.ToString().Split('\n');
        lines[0].Should().StartWith("severity  case");
        lines.Should().HaveCount(report.Findings.Count + 2);
        lines.Should().Contain(l => l.StartsWith("error     phantom_001  phantom_001_T2.nii.gz", StringComparison.Ordinal)
            && l.Contains("Add the file"));
    }

    [Theory]
    [InlineData("C0", ".nii")]
    [InlineData("gd", ".nii")]
    [InlineData("gd", ".NII")]
    public void A_file_that_is_passed_over_for_its_compressed_one_is_found(string what, string ending)
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 2, Small);
        NiftiImage image = NiftiImage.Read(folder[$"phantom_001_{what}.nii.gz"]);
        NiftiImage.Create(image.Header, new short[image.VoxelCount]).Write(folder[$"phantom_001_{what}{ending}"]);

        NoNotes().Should().Equal(new DataSetFinding(FindingSeverity.Warning, "phantom_001", folder[$"phantom_001_{what}{ending}"],
            "stands beside a compressed file of the same name, which is the one read."));
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

    [Theory]
    [InlineData(0.0, 0.75, 12.0, "gives a voxel spacing of 0 x 0.75 x 12 (pixdim), where 0 counts as 1 mm*Write the true spacing*")]
    [InlineData(-0.75, 0.75, 12.0, "gives a voxel spacing of -0.75 x 0.75 x 12 (pixdim), where*a negative number as its amount*")]
    [InlineData(0.29, 0.75, 12.0, "has a voxel spacing of 0.29 x 0.75 x 12 mm; a heart's images have 0.3 to 5 mm in a slice and 1 to 30 mm "
        + "between slices. Check*")]
    [InlineData(0.75, 5.1, 12.0, "has a voxel spacing of 0.75 x 5.1 x 12 mm;*")]
    [InlineData(0.75, 0.75, 0.9, "has a voxel spacing of 0.75 x 0.75 x 0.9 mm;*")]
    [InlineData(0.75, 0.75, 31.0, "has a voxel spacing of 0.75 x 0.75 x 31 mm;*")]
    [InlineData(0.3, 5.0, 1.0, null)]
    [InlineData(0.3, 5.0, 30.0, null)]
    public void A_spacing_that_no_heart_has_is_told_once_a_case(double x, double y, double z, string? expected)
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 2, Small);
        ChangeHeaders("*.nii.gz", header => header with { PixelDimensions = [header.PixelDimensions[0], x, y, z, 1, 1, 1, 1] });

        DataSetFinding[] found = NoNotes();

        if (expected is null) found.Should().BeEmpty();
        else
        {
            found.Should().ContainSingle().Which.Problem.Should().Match(expected + " The same is true of 3 other files of the case.");
            (found[0].Case, found[0].Path).Should().Be(("phantom_001", folder["phantom_001_DE.nii.gz"]));
        }

        MyoPsVolume volume = MyoPsFolder.Open(folder.Path).Cases[0].Load();
        (volume.SpacingWarning is null).Should().Be(expected is null);
        if (x == 0) volume.ColumnSpacingMm.Should().Be(1);
    }

    [Fact]
    public void A_spacing_of_one_is_none_where_nothing_else_gives_a_geometry()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 2, Small);
        ChangeHeaders("*.nii.gz", header => header with { PixelDimensions = [header.PixelDimensions[0], 1, 1, 1, 1, 1, 1, 1] });
        NoNotes().Should().BeEmpty("there is a qform, so 1 mm may be meant");

        ChangeHeaders("*.nii.gz", header => header with { QFormCode = NiftiTransformCode.None });

        NoNotes().Should().ContainSingle().Which.Problem.Should().StartWith("gives no voxel spacing (1 x 1 x 1 without qform and sform);");
    }

    [Fact]
    public void A_spacing_in_meters_is_judged_in_mm_and_the_unit_named()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 2, Small);
        ChangeHeaders("*.nii.gz", header => header with { SpatialUnit = NiftiSpatialUnit.Meter });

        NoNotes().Should().ContainSingle().Which.Problem.Should()
            .StartWith("has a voxel spacing of 3500 x 3500 x 12000 mm (3.5 x 3.5 x 12 meters in the file);");
    }

    [Fact]
    public void A_file_of_two_axes_has_no_spacing_between_slices()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 2, Small);
        foreach (string path in Directory.GetFiles(folder.Path, "*.nii.gz"))
        {
            NiftiImage image = NiftiImage.Read(path);
            NiftiHeader flat = image.Header with { Shape = [.. image.Shape.Take(2)] };
            NiftiImage.Create(flat, image.ReadInt16()[..(image.Shape[0] * image.Shape[1])]).Write(path);
        }

        NoNotes().Should().Contain(f => f.Problem.StartsWith("has 2 axes, so no spacing between slices;"));
    }

    /// <summary>Such files were said to lie apart, with the advice to resample them.</summary>
    [Theory]
    [InlineData("*_C0.nii.gz", 1)]
    [InlineData("*_DE.nii.gz", 1)]
    [InlineData("*.nii.gz", 4)]
    public void A_spacing_that_is_not_finite_is_an_error_of_the_file_that_has_it(string pattern, int files)
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 2, Small);
        ChangeHeaders(pattern, header => header with { PixelDimensions = [header.PixelDimensions[0], double.NaN, 0.75, 12, 1, 1, 1, 1] });

        DataSetFinding[] errors = NoNotes();

        errors.Should().OnlyContain(f => f.Severity == FindingSeverity.Error);
        errors.Select(f => f.Path).Should().BeEquivalentTo(Directory.GetFiles(folder.Path, pattern)).And.HaveCount(files);
        errors.Select(f => f.Problem).Distinct().Should().Equal(
            "gives a voxel spacing of NaN x 0.75 x 12 (pixdim), which is not finite. Write the true spacing into the header.");
        FluentActions.Invoking(() => MyoPsFolder.Open(folder.Path).Cases[0].Load()).Should().Throw<InvalidDataSetException>()
            .WithMessage("*NaN x 0.75 x 12*");
    }

    [Fact]
    public void A_spacing_that_is_not_finite_is_an_error_beside_a_sound_sform()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 2, Small);
        ChangeHeaders("*.nii.gz", header => header.WithAffine(header.Affine) with { PixelDimensions = [1, 1, 1, double.NaN, 1, 1, 1, 1] });

        FluentActions.Invoking(() => MyoPsFolder.Open(folder.Path).Cases[0].Load()).Should().Throw<InvalidDataSetException>()
            .WithMessage("*1 x 1 x NaN*");
    }

    [Fact]
    public void A_place_that_is_not_finite_is_an_error_of_its_own()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 2, Small);
        ChangeHeaders("*_T2.nii.gz", header => header with { QOffset = [0, double.PositiveInfinity, 0] });

        MyoPsFolder.Check(folder.Path).Findings.Should().ContainSingle(f => f.Severity == FindingSeverity.Error).Which.Problem.Should()
            .Be("gives voxels a place that is not finite (qform or sform). Correct the header.");
    }

    [Fact]
    public void No_folder_and_no_case_are_errors_of_the_whole()
    {
        MyoPsFolder.Check(folder.Path).Findings.Should().ContainSingle(f => f.Severity == FindingSeverity.Error
            && f.Problem.StartsWith("holds no MyoPS case"));
        MyoPsFolder.Check(folder["nowhere"]).Findings.Should().ContainSingle(f => f.Problem == "no such folder.");
        // A report of no folder could not be written.
        foreach (Func<string, DataSetReport> check in new Func<string, DataSetReport>[]
        {
            AcdcFolder.Check, BusiFolder.Check, path => MyoPsFolder.Check(path), path => MyoPsFolder.Check(folder.Path, path),
        })
            check.Invoking(c => c("")).Should().Throw<ArgumentException>().WithMessage("*empty string*");
    }

    private DataSetFinding[] NoNotes() =>
        [.. MyoPsFolder.Check(folder.Path).Findings.Where(f => f.Severity != FindingSeverity.Info)];

    private void ChangeHeaders(string pattern, Func<NiftiHeader, NiftiHeader> change)
    {
        foreach (string path in Directory.GetFiles(folder.Path, pattern))
        {
            NiftiImage image = NiftiImage.Read(path);
            NiftiImage.Create(change(image.Header), image.ReadInt16()).Write(path);
        }
    }

    private static void Shift(string path, double mm)
    {
        NiftiImage image = NiftiImage.Read(path);
        short[] voxels = image.ReadInt16();
        NiftiHeader h = image.Header;
        NiftiImage.Create(h with { QOffset = [h.QOffset[0], h.QOffset[1] + mm, h.QOffset[2]] }, voxels).Write(path);
    }
}
