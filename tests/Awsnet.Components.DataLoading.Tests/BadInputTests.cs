namespace Awsnet.Components.Tests;

/// <summary>What is wrong with the data is known before the first epoch, all of it at once.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly CaseFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_error_lists_every_problem_by_file_and_axis()
    {
        folder.Add(1, 2, 20, 20, index => 1).Add(2, 2, 20, 12, index => 1).Add(3, 1, 20, 20, index => 9);
        NiftiImage.Create<float>([20, 20, 2], [1, 1, 3], [.. Enumerable.Range(0, 800).Select(i => i == 401 ? float.NaN : i)])
            .Write(folder["images/case-04.nii"]);
        NiftiImage.Create<byte>([20, 19, 2], [1, 1, 3], new byte[760]).Write(folder["labels/case-04.nii"]);
        NiftiImage.Create<float>([20, 20, 2], [1, 1, 3], [.. Enumerable.Range(0, 800).Select(i => i == 401 ? float.NaN : i)])
            .Write(folder["images/case-05.nii"]);
        NiftiImage.Create<byte>([20, 20, 2], [1, 1, 3], new byte[800]).Write(folder["labels/case-05.nii"]);
        NiftiImage.Create<float>([20, 20, 2, 2], [1, 1, 3, 1], new float[1600]).Write(folder["images/case-06.nii"]);
        NiftiImage.Create<byte>([20, 20, 2], [1, 1, 3], new byte[800]).Write(folder["labels/case-06.nii"]);
        File.WriteAllBytes(folder["images/case-07.nii"], new byte[10]);
        NiftiImage.Create<byte>([20, 20, 2], [1, 1, 3], new byte[800]).Write(folder["labels/case-07.nii"]);

        var make = () => new SegmentationLoader(folder.Open(new() { Classes = 3 }), new()
        {
            SpatialDimensions = 3,
            PatchSize = [2, 16, 16],
            SmallImages = SmallImagePolicy.Refuse,
            Workers = 2,
        });
        DataSetReport report = make.Should().Throw<InvalidDataSetException>().Which.Report!;
        string[] lines = [.. report.Findings.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding =>
            $"{Path.GetRelativePath(folder[""], finding.Path).Replace('\\', '/')} {finding.Problem}")];
        lines.Should().HaveCount(6).And.Contain(
            "images/case-02.nii has 12 voxels along x, fewer than the patch's 16; take smaller patches, or set SmallImages to Pad.")
            .And.Contain("labels/case-03.nii has the label 9 (at x 0, y 0, z 0); classes go from 0 to 2. Map the values with LabelMap, or "
                + "set BinaryLabels for masks.")
            .And.Contain("labels/case-04.nii has 19 voxels along y where case-04.nii has 20; the files of a case must fit, voxel on voxel.")
            .And.Contain("images/case-05.nii has 1 values that are no finite numbers, the first at x 1, y 0, z 1; replace them.")
            .And.Contain("images/case-06.nii has 2 channels where case-01 has 1; all cases need the same ones.")
            .And.Contain(line => line.StartsWith("images/case-07.nii"));
        report.Cases.Should().Be(7);
    }

    [Fact]
    public void Channels_are_compared_with_those_of_a_case_that_could_be_read()
    {
        folder.Add(1, 1, 8, 8, index => 1).Add(2, 1, 8, 8, index => 1);
        File.WriteAllBytes(folder["images/case-01.nii"], new byte[10]);
        NiftiImage.Create<float>([8, 8, 1, 2], [1, 1, 3, 1], new float[128]).Write(folder["images/case-03.nii"]);
        NiftiImage.Create<byte>([8, 8, 1], [1, 1, 3], new byte[64]).Write(folder["labels/case-03.nii"]);
        FluentActions.Invoking(() => new SegmentationLoader(folder.Open())).Should().Throw<InvalidDataSetException>()
            .WithMessage("*case-03.nii has 2 channels where case-02 has 1; all cases need the same ones.*");
    }

    [Fact]
    public void Whole_images_of_different_sizes_are_named_unless_they_come_one_by_one()
    {
        folder.Add(1, 1, 8, 8, index => 1).Add(2, 1, 8, 8, index => 1).Add(3, 1, 8, 7, index => 1);
        var make = (SegmentationLoaderOptions options) => new SegmentationLoader(folder.Open(), options);
        make.Invoking(m => m(new())).Should().Throw<InvalidDataSetException>().WithMessage(
            "*1 problem in 3 cases:\n  case-03.nii is 7 x 8 where most are 8 x 8; set PatchSize, or BatchSize to 1, or*");
        make(new() { BatchSize = 1 }).BatchesPerEpoch.Should().Be(3);
        make(new() { SizeMultiple = 4 }).BatchesPerEpoch.Should().Be(2);
    }

    [Fact]
    public void Cases_without_labels_and_options_that_do_not_fit_are_refused()
    {
        folder.Add(1, 1, 8, 8, index => 1);
        IReadOnlyList<SegmentationCase> unlabeled = SegmentationFolder.Open(folder.Images).Cases;
        FluentActions.Invoking(() => new SegmentationLoader(unlabeled)).Should().Throw<InvalidDataSetException>()
            .WithMessage("*case-01.nii has no label map; open the folder with its labels.");
        FluentActions.Invoking(() => new SegmentationLoader([])).Should().Throw<ArgumentException>().WithMessage("*no case*");
        FluentActions.Invoking(() => new SegmentationLoader(folder.Open(), new() { PatchSize = [8, 8, 8] })).Should()
            .Throw<ArgumentException>().WithMessage("PatchSize has 3 lengths but SpatialDimensions is 2; set both alike.*");
        FluentActions.Invoking(() => new SegmentationLoaderOptions { ForegroundFraction = 1.5 }).Should()
            .Throw<ArgumentOutOfRangeException>().WithMessage("ForegroundFraction is 1.5; it must be 0 to 1.*");
        FluentActions.Invoking(() => new SegmentationLoaderOptions { PatchSize = [64, 0] }).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("PatchSize is *64, 0*; it must be lengths of 1 or more.*Actual value was *64, 0*");
    }

    [Fact]
    public void What_is_noteworthy_about_the_cases_together_is_in_the_report()
    {
        folder.Add(1, 1, 8, 8, index => (byte)(index % 2)).Add(2, 1, 8, 8, index => 1);
        NiftiImage.Create<float>([8, 8, 1], [1, 2, 3], [.. Enumerable.Range(0, 64)]).Write(folder["images/case-03.nii"]);
        NiftiImage.Create<byte>([8, 8, 1], [1, 2, 3], new byte[64]).Write(folder["labels/case-03.nii"]);
        new SegmentationLoader(folder.Open(new() { Classes = 3 }), new() { Workers = 2 }).Report.Findings
            .Where(finding => finding.Case.Length == 0).Select(finding => (finding.Severity, finding.Path, finding.Problem)).Should().Equal(
                (FindingSeverity.Info, folder.Images,
                    "spacings differ between cases, from 1 x 1 x 3 to 1 x 2 x 3 mm along x, y and z; a network sees voxels, no mm: "
                    + "resample first."),
                (FindingSeverity.Info, folder.Images, "class 2 is in no label map."));
    }

    [Fact]
    public void Without_reading_values_headers_alone_are_checked()
    {
        folder.Add(1, 1, 8, 8, index => 1);
        NiftiImage.Create<float>([8, 8], [1, 1], [.. Enumerable.Repeat(float.NaN, 64)]).Write(folder["images/case-01.nii"]);
        var loader = new SegmentationLoader(folder.Open(), new() { CheckValues = false, Workers = 1 });
        loader.DecodedCases.Should().Be(0);
        FluentActions.Invoking(() => loader.Batches(1).First()).Should().Throw<InvalidDataSetException>()
            .WithMessage("*no finite numbers*");
    }
}
