namespace Awsnet.Components.Tests;

public sealed class MyoPsFolderTests : IDisposable
{
    private static readonly PhantomOptions Small = new() { MinimumSize = 80, MaximumSize = 90, PixelSpacingMm = 3.5 };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Cases_load_as_they_were_written()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 2, 5, Small);
        MyoPsFolder data = MyoPsFolder.Open(folder.Path, requireLabels: true);
        data.Cases.Select(c => c.Id).Should().Equal("phantom_001", "phantom_002");
        PhantomCase expected = CardiacPhantom.Generate(5, 1, Small);
        MyoPsVolume volume = data.Cases[1].Load();
        (volume.Height, volume.Width, volume.Slices).Should().Be((expected.Height, expected.Width, expected.Slices));
        volume.RowSpacingMm.Should().BeApproximately(3.5, 1e-5);
        volume.SliceSpacingMm.Should().BeApproximately(12, 1e-5);
        volume.De.Should().Equal(expected.De.Select(v => (float)v));
        volume.Labels.Should().Equal(expected.Labels);
        volume.Slice(volume.Labels!, 1)[5 * volume.Width + 7].Should().Be(expected.Labels[(volume.Height + 5) * volume.Width + 7]);
    }

    [Fact]
    public void Files_that_macOS_puts_beside_others_are_no_cases()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 5, Small);
        File.WriteAllText(folder["._phantom_001_C0.nii.gz"], "no image");
        MyoPsFolder.Open(folder.Path, requireLabels: true).Cases.Should().ContainSingle();
    }

    [Theory]
    [InlineData(".NII.GZ")]
    [InlineData(".NII")]
    public void Endings_in_upper_case_are_found(string ending)
    {
        PhantomFiles.WriteMyoPs(folder.Path, 2, 5, Small);
        foreach (string kind in new[] { "C0", "DE", "T2", "gd" })
        {
            NiftiImage.Read(folder[$"phantom_001_{kind}.nii.gz"]).Write(folder[$"copy{ending}"]);
            File.Delete(folder[$"phantom_001_{kind}.nii.gz"]);
            File.Move(folder[$"copy{ending}"], folder[$"phantom_001_{kind}{ending}"]);
        }
        MyoPsFolder data = MyoPsFolder.Open(folder.Path, requireLabels: true);
        data.Cases.Select(one => one.Id).Should().Equal("phantom_001", "phantom_002");
        data.Cases[0].LabelPath.Should().BeEquivalentTo(folder[$"phantom_001_gd{ending}"]);
        MyoPsFolder.Check(folder.Path, requireLabels: true).Findings.Should().OnlyContain(f => f.Severity == FindingSeverity.Info);
    }

    [Fact]
    public void Labels_may_lie_in_another_folder_or_be_absent()
    {
        PhantomFiles.WriteMyoPs(folder["images"], 1, 5, Small, folder["truth"]);
        MyoPsFolder.Open(folder["images"], folder["truth"], requireLabels: true).Cases[0].LabelPath.Should()
            .Be(folder["truth/phantom_001_gd.nii.gz"]);
        MyoPsFolder.Open(folder["images"]).Cases[0].Load().Labels.Should().BeNull();
        Opening(folder["images"], null, true).Should().Throw<InvalidDataSetException>()
            .WithMessage($"{folder["images/phantom_001_gd.nii.gz"]}: missing; the labels of case phantom_001 are needed.*");
    }

    [Fact]
    public void Predicted_labels_keep_the_input_s_grid()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 5, Small);
        MyoPsVolume volume = MyoPsFolder.Open(folder.Path).Cases[0].Load();
        volume.WriteLabels(folder["phantom_001_pred.nii.gz"], volume.Labels!);
        NiftiImage written = NiftiImage.Read(folder["phantom_001_pred.nii.gz"]);
        written.HasSameGridAs(NiftiImage.Read(folder["phantom_001_DE.nii.gz"]), 0).Should().BeTrue();
        written.DataType.Should().Be(NiftiDataType.Int16);
        written.ReadInt16().Should().Equal(volume.Labels);
    }

    [Fact]
    public void Predicted_labels_are_not_shown_in_the_image_s_brightness()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 5, Small);
        NiftiImage image = NiftiImage.Read(folder["phantom_001_DE.nii.gz"]);
        NiftiImage.Create(image.Header with { CalibrationMinimum = 3000, CalibrationMaximum = 9000 }, image.ReadInt16())
            .Write(folder["phantom_001_DE.nii.gz"]);
        MyoPsVolume volume = MyoPsFolder.Open(folder.Path).Cases[0].Load();

        volume.WriteLabels(folder["phantom_001_pred.nii.gz"], volume.Labels!);
        NiftiHeader written = NiftiHeader.Read(folder["phantom_001_pred.nii.gz"]);
        (written.CalibrationMinimum, written.CalibrationMaximum).Should().Be((0, 0));
    }

    [Fact]
    public void A_missing_sequence_is_named()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 2, 5, Small);
        File.Delete(folder["phantom_002_T2.nii.gz"]);
        Opening(folder.Path).Should().Throw<InvalidDataSetException>()
            .WithMessage(
                $"{folder["phantom_002_T2.nii.gz"]}: missing; case phantom_002 has C0 and DE alone. Add the file, or remove the "
                    + "case's others.");
    }

    [Fact]
    public void A_case_may_have_a_folder_of_its_own_and_LGE_for_DE()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 2, 5, Small);
        MyoPsVolume expected = MyoPsFolder.Open(folder.Path).Cases[1].Load();
        MoveToOwnFolder("phantom_002");

        MyoPsFolder data = MyoPsFolder.Open(folder.Path, requireLabels: true);

        data.Cases.Select(one => one.Id).Should().Equal("phantom_001", "phantom_002");
        data.Cases[1].DePath.Should().Be(folder["phantom_002/phantom_002_LGE.nii.gz"]);
        MyoPsVolume volume = data.Cases[1].Load();
        volume.De.Should().Equal(expected.De);
        volume.Labels.Should().Equal(expected.Labels);
        MyoPsFolder.Check(folder.Path, requireLabels: true).Findings.Should().NotContain(one => one.Severity == FindingSeverity.Error);
    }

    [Fact]
    public void What_lacks_in_a_case_s_own_folder_is_expected_there()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 5, Small);
        MoveToOwnFolder("phantom_001");
        File.Delete(folder["phantom_001/phantom_001_T2.nii.gz"]);

        Opening(folder.Path).Should().Throw<InvalidDataSetException>()
            .WithMessage($"{folder["phantom_001/phantom_001_T2.nii.gz"]}: missing; case phantom_001 has C0 and DE alone*");
    }

    [Fact]
    public void An_image_that_is_there_twice_is_refused()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 5, Small);
        File.Copy(folder["phantom_001_DE.nii.gz"], folder["phantom_001_LGE.nii.gz"]);

        Opening(folder.Path).Should().Throw<InvalidDataSetException>().WithMessage(
            $"{folder["phantom_001_LGE.nii.gz"]}: is there beside {folder["phantom_001_DE.nii.gz"]}; case phantom_001 has one*");
        MyoPsFolder.Check(folder.Path).Findings.Should().ContainSingle(one => one.Severity == FindingSeverity.Error)
            .Which.ToString().Should().Contain("case phantom_001 has one such file");
    }

    [Fact]
    public void An_empty_or_missing_folder_says_what_was_expected()
    {
        Opening(folder.Path).Should().Throw<InvalidDataSetException>().WithMessage(
            $"{folder.Path}: holds no MyoPS case; expected files named <id>_C0.nii.gz*");
        Opening(folder["none"]).Should().Throw<InvalidDataSetException>().WithMessage("*no such folder.");
    }

    [Fact]
    public void Shapes_and_affines_that_disagree_are_refused()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 5, Small);
        string path = folder["phantom_001_T2.nii.gz"];
        NiftiImage t2 = NiftiImage.Read(path);
        short[] voxels = t2.ReadInt16();
        NiftiHeader header = t2.Header;
        NiftiImage.Create(header with { QOffset = [header.QOffset[0] + 1, header.QOffset[1], header.QOffset[2]] }, voxels).Write(path);
        Loading().Should().Throw<InvalidDataSetException>().WithMessage(
            $"{path}: does not lie on the grid of phantom_001_DE.nii.gz: voxels up to 1 mm apart. Resample*");

        int[] shape = [header.Shape[0] - 1, header.Shape[1], header.Shape[2]];
        NiftiImage.Create(header with { Shape = [.. shape] }, new short[shape[0] * shape[1] * shape[2]]).Write(path);
        Loading().Should().Throw<InvalidDataSetException>().WithMessage(
            $"{path}: does not lie on the grid of phantom_001_DE.nii.gz: shape {shape[0]} x*");
    }

    [Fact]
    public void Unknown_labels_are_listed()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 5, Small);
        string path = folder["phantom_001_gd.nii.gz"];
        NiftiImage labels = NiftiImage.Read(path);
        short[] voxels = labels.ReadInt16();
        (voxels[0], voxels[1], voxels[2]) = (7, 7, 1);
        NiftiImage.Create(labels.Header, voxels).Write(path);
        Loading().Should().Throw<InvalidDataSetException>()
            .WithMessage($"{path}: has unknown labels 1 (1 voxels), 7 (2 voxels); expected 0, 200, 500, 600, 1220 and 2221.*");
    }

    [Fact]
    public void A_truncated_file_is_named()
    {
        PhantomFiles.WriteMyoPs(folder.Path, 1, 5, Small);
        string path = folder["phantom_001_C0.nii.gz"];
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        Loading().Should().Throw<InvalidImageFileException>().WithMessage($"{path}: *");
    }

    private static Action Opening(string images, string? labels = null, bool requireLabels = false) =>
        () => MyoPsFolder.Open(images, labels, requireLabels);

    private Action Loading() => () => MyoPsFolder.Open(folder.Path).Cases[0].Load();

    private void MoveToOwnFolder(string id)
    {
        Directory.CreateDirectory(folder[id]);
        foreach ((string kind, string name) in new[] { ("C0", "C0"), ("DE", "LGE"), ("T2", "T2"), ("gd", "gd") })
            File.Move(folder[$"{id}_{kind}.nii.gz"], folder[$"{id}/{id}_{name}.nii.gz"]);
    }
}
