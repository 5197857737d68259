namespace Awsnet.Components.Tests;

public class PhantomFilesTests
{
    private static readonly PhantomOptions Small = new() { MinimumSize = 96, MaximumSize = 100, PixelSpacingMm = 3 };

    [Fact]
    public void A_MyoPS_folder_holds_four_files_a_case_with_the_real_ones_geometry()
    {
        using var folder = new TemporaryFolder();
        IReadOnlyList<string> names = PhantomFiles.WriteMyoPs(folder.Path, 3, 7, Small);
        names.Should().Equal("phantom_001", "phantom_002", "phantom_003");
        Directory.GetFiles(folder.Path).Should().HaveCount(12);
        for (int i = 0; i < 3; i++)
        {
            PhantomCase expected = CardiacPhantom.Generate(7, i, Small);
            NiftiImage labels = NiftiImage.Read(folder[$"{names[i]}_gd.nii.gz"]);
            foreach (string what in new[] { "C0", "DE", "T2", "gd" })
            {
                NiftiImage image = NiftiImage.Read(folder[$"{names[i]}_{what}.nii.gz"]);
                image.DataType.Should().Be(NiftiDataType.Int16);
                image.Shape.Should().Equal(expected.Width, expected.Height, expected.Slices);
                image.Spacing.Select(s => Math.Round(s, 5)).Should().Equal(3, 3, 12);
                image.Header.QFormCode.Should().Be(NiftiTransformCode.ScannerAnatomical);
                image.Header.SFormCode.Should().Be(NiftiTransformCode.None);
                image.Header.PixelDimensions[0].Should().Be(-1, "qfac");
                image.HasSameGridAs(labels).Should().BeTrue();
            }

            labels.ReadInt16().Should().Equal(expected.Labels);
            NiftiImage.Read(folder[$"{names[i]}_DE.nii.gz"]).ReadInt16().Should().Equal(expected.De);
        }
    }

    [Fact]
    public void Equal_seeds_give_equal_bytes_and_more_cases_change_none()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        PhantomFiles.WriteMyoPs(first.Path, 1, 3, Small);
        PhantomFiles.WriteMyoPs(second.Path, 2, 3, Small, labelFolder: second["labels"]);
        File.ReadAllBytes(second["phantom_001_T2.nii.gz"]).Should().Equal(File.ReadAllBytes(first["phantom_001_T2.nii.gz"]));
        File.ReadAllBytes(second["labels/phantom_001_gd.nii.gz"]).Should().Equal(File.ReadAllBytes(first["phantom_001_gd.nii.gz"]));
        File.Exists(second["phantom_001_gd.nii.gz"]).Should().BeFalse();
    }

    [Theory]
    [InlineData(0, "benign")]
    [InlineData(1, "normal")]
    public void A_second_mask_of_an_earlier_BUSI_image_does_not_stay(double normal, string kind)
    {
        using var folder = new TemporaryFolder();
        RasterImage.FromMask(1, 1, [true]).Write(folder[$"{kind}/{kind} (1)_mask_1.png"]);

        PhantomFiles.WriteBusi(folder.Path, 1, 1, new()
        { MinimumSize = 96, MaximumSize = 104, Malignant = 0, Normal = normal, SecondLesion = 0 });

        Directory.GetFiles(folder[kind]).Select(Path.GetFileName).Should().BeEquivalentTo($"{kind} (1).png", $"{kind} (1)_mask.png");
    }

    [Fact]
    public void Asking_for_no_case_is_an_error()
    {
        using var folder = new TemporaryFolder();
        Action act = () => PhantomFiles.WriteMyoPs(folder.Path, 0, 1);
        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage("0 cases asked for; expected at least 1.*");
    }
}
