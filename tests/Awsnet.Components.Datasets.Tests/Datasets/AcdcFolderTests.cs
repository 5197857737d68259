namespace Awsnet.Components.Tests;

public sealed class AcdcFolderTests : IDisposable
{
    private static readonly CinePhantomOptions Small =
        new() { MinimumSize = 80, MaximumSize = 90, MinimumSlices = 3, MaximumSlices = 4, Frames = 6 };
    private readonly TemporaryFolder folder = new();

    public AcdcFolderTests() => PhantomFiles.WriteAcdc(folder.Path, 2, 9, Small);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Patients_load_as_they_were_written()
    {
        AcdcFolder data = AcdcFolder.Open(folder.Path);
        data.Patients.Select(p => (p.Id, p.Info.Group)).Should().Equal(("patient001", "NOR"), ("patient002", "DCM"));
        CinePhantomCase expected = CinePhantom.Generate(9, 1, Small);
        AcdcPatient patient = data.Patients[1];
        (patient.Info.EndDiastole, patient.Info.EndSystole, patient.Info.Frames).Should().Be((1, expected.EndSystole, 6));

        AcdcVolume systole = patient.Load(AcdcPhase.EndSystole);
        (systole.Height, systole.Width, systole.Slices).Should().Be((expected.Height, expected.Width, expected.Slices));
        systole.RowSpacingMm.Should().BeApproximately(expected.PixelSpacingMm, 1e-5);
        systole.Image.Should().Equal(expected.Frame(expected.EndSystole).ToArray().Select(v => (float)v));
        systole.Labels.Should().Equal(expected.EndSystoleLabels);
        patient.Load(AcdcPhase.EndDiastole).Labels.Should().Equal(expected.EndDiastoleLabels);

        // A frame's file is that frame of the series.
        NiftiImage cine = NiftiImage.Read(patient.CinePath);
        cine.Shape.Should().Equal(expected.Width, expected.Height, expected.Slices, 6);
        cine.ReadVolumeFloat32(expected.EndSystole - 1).Should().Equal(systole.Image);
    }

    [Fact]
    public void Names_in_other_letter_case_and_uncompressed_files_are_found()
    {
        AcdcVolume before = AcdcFolder.Open(folder.Path).Patients[0].Load(AcdcPhase.EndDiastole);
        Directory.Move(folder["patient001"], folder["Patient001"]);
        foreach (string file in Directory.GetFiles(folder["Patient001"], "*.nii.gz"))
            File.Move(file, file.Replace(".nii.gz", ".NII.GZ"));
        NiftiImage cine = NiftiImage.Read(folder["patient002/patient002_4d.nii.gz"]);
        cine.Write(folder["patient002/patient002_4d.nii"]);
        File.Delete(folder["patient002/patient002_4d.nii.gz"]);

        AcdcFolder data = AcdcFolder.Open(folder.Path);
        data.Patients.Select(patient => patient.Id).Should().Equal("Patient001", "patient002");
        data.Patients[0].Load(AcdcPhase.EndDiastole).Labels.Should().Equal(before.Labels);
        data.Patients[0].LabelPath(AcdcPhase.EndDiastole).Should().EndWithEquivalentOf("patient001_frame01_gt.NII.GZ");
        data.Patients[1].CinePath.Should().EndWith("patient002_4d.nii");
        AcdcFolder.Check(folder.Path).Findings.Should().BeEmpty();
    }

    [Fact]
    public void Info_is_read_whatever_its_order_and_extras()
    {
        File.WriteAllText(folder["patient001/Info.cfg"], "Weight: 71.5\r\nNbFrame: 30\r\nES: 12\r\nSex: f\r\nED: 1\r\n\r\nGroup: HCM\r\n");
        AcdcInfo.Read(folder["patient001/Info.cfg"]).Should().Be(new AcdcInfo(1, 12, 30, "HCM", null, 71.5));
    }

    [Theory]
    [InlineData("ED: 1\n", "*Info.cfg: has no line \"ES: <frame number>\".")]
    [InlineData("ED: one\nES: 2\n", "*Info.cfg: says ED is \"one\"; expected a frame number from 1.")]
    [InlineData("ED: 1\nES: 2\nHeight: tall\n", "*Info.cfg: says Height is \"tall\"; expected a number.")]
    public void A_bad_info_says_what_is_wrong(string text, string message)
    {
        File.WriteAllText(folder["patient001/Info.cfg"], text);
        ((Action)(() => AcdcFolder.Open(folder.Path))).Should().Throw<InvalidDataSetException>().WithMessage(message);
        AcdcFolder.Check(folder.Path).Count(FindingSeverity.Error).Should().Be(1);
    }

    [Fact]
    public void A_file_that_is_passed_over_for_its_compressed_one_is_found()
    {
        string labels = AcdcFolder.Open(folder.Path).Patients[0].LabelPath(AcdcPhase.EndSystole);
        NiftiImage.Read(labels).Write(labels[..^3]);
        AcdcFolder.Check(folder.Path).Findings.Should().Equal(new DataSetFinding(FindingSeverity.Warning, "patient001", labels[..^3],
            "stands beside a compressed file of the same name, which is the one read."));
    }

    [Fact]
    public void An_info_that_cannot_be_read_is_a_finding()
    {
        using FileStream taken = new(folder["patient001/Info.cfg"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        DataSetFinding finding = AcdcFolder.Check(folder.Path).Findings.Should().ContainSingle().Which;
        (finding.Severity, finding.Case, finding.Path).Should().Be((FindingSeverity.Error, "patient001", folder["patient001/Info.cfg"]));
        finding.Problem.Should().StartWith("cannot be read: ");
    }

    [Fact]
    public void A_whole_folder_has_no_findings_and_a_broken_one_all_of_them()
    {
        AcdcFolder.Check(folder.Path).Findings.Should().BeEmpty();

        AcdcPatient first = AcdcFolder.Open(folder.Path).Patients[0], second = AcdcFolder.Open(folder.Path).Patients[1];
        File.Delete(first.ImagePath(AcdcPhase.EndSystole));
        File.Delete(first.CinePath);
        NiftiImage labels = NiftiImage.Read(second.LabelPath(AcdcPhase.EndDiastole));
        short[] values = labels.ReadInt16();
        values[0] = 4;
        NiftiImage.Create(labels.Header, values).Write(second.LabelPath(AcdcPhase.EndDiastole));
        File.Copy(second.ImagePath(AcdcPhase.EndDiastole), second.ImagePath(AcdcPhase.EndSystole), overwrite: true);
        DataSetReport report = AcdcFolder.Check(folder.Path);
        report.Findings.Select(f => (f.Severity, f.Case, Path.GetFileName(f.Path))).Should().BeEquivalentTo(new[]
        {
            (FindingSeverity.Error, "patient001", Path.GetFileName(first.ImagePath(AcdcPhase.EndSystole))),
            (FindingSeverity.Error, "patient002", Path.GetFileName(second.LabelPath(AcdcPhase.EndDiastole))),
            (FindingSeverity.Warning, "patient002", Path.GetFileName(second.ImagePath(AcdcPhase.EndSystole))),
            (FindingSeverity.Info, "patient001", Path.GetFileName(first.CinePath)),
        });
        ((Action)(() => AcdcFolder.Open(folder.Path))).Should().Throw<InvalidDataSetException>().WithMessage(
            $"{first.ImagePath(AcdcPhase.EndSystole)}: missing*");
        ((Action)(() => second.Load(AcdcPhase.EndDiastole))).Should().Throw<InvalidDataSetException>().WithMessage("*unknown label 4*");
    }

    [Fact]
    public void A_spacing_that_cannot_be_believed_is_found()
    {
        AcdcPatient first = AcdcFolder.Open(folder.Path).Patients[0], second = AcdcFolder.Open(folder.Path).Patients[1];
        string tall = first.ImagePath(AcdcPhase.EndDiastole), none = second.ImagePath(AcdcPhase.EndSystole);
        File.Delete(second.LabelPath(AcdcPhase.EndSystole));
        Change(tall, 31);
        Change(first.LabelPath(AcdcPhase.EndDiastole), 31);
        Change(none, double.NaN);

        DataSetReport report = AcdcFolder.Check(folder.Path);

        report.Findings.Where(f => f.Severity != FindingSeverity.Info).Select(f => (f.Severity, f.Case, f.Path)).Should().Equal(
            (FindingSeverity.Error, "patient002", none), (FindingSeverity.Warning, "patient001", tall));
        FluentActions.Invoking(() => second.Load(AcdcPhase.EndSystole)).Should().Throw<InvalidDataSetException>()
            .WithMessage($"{none}: gives a voxel spacing of *NaN (pixdim), which is not finite. *");

        static void Change(string path, double betweenSlices)
        {
            NiftiImage image = NiftiImage.Read(path);
            double[] steps = [.. image.Header.PixelDimensions];
            steps[3] = betweenSlices;
            NiftiHeader header = image.Header with { PixelDimensions = [.. steps] };
            NiftiImage.Create(header, image.ReadInt16()).Write(path);
        }
    }

    [Fact]
    public void An_empty_folder_says_what_was_expected()
    {
        using var empty = new TemporaryFolder();
        ((Action)(() => AcdcFolder.Open(empty.Path))).Should().Throw<InvalidDataSetException>().WithMessage(
            "*expected folders named patient001*");
        AcdcFolder.Check(empty.Path).HasErrors.Should().BeTrue();
    }
}
