namespace Awsnet.Components.Tests;

public sealed class BusiFolderTests : IDisposable
{
    private static readonly UltrasoundPhantomOptions Small =
        new() { MinimumSize = 96, MaximumSize = 104, Normal = 0.25, SecondLesion = 0.5 };
    private readonly TemporaryFolder folder = new();

    public BusiFolderTests() => PhantomFiles.WriteBusi(folder.Path, 14, 6, Small);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Images_load_as_they_were_written_masks_joined()
    {
        BusiFolder data = BusiFolder.Open(folder.Path, includeNormals: true);
        UltrasoundPhantomCase[] expected = [.. Enumerable.Range(0, 14).Select(i => UltrasoundPhantom.Generate(6, i, Small))];
        data.Cases.Should().HaveCount(14);
        UltrasoundPhantomCase[] benign = [.. expected.Where(c => c.Kind == BusiKind.Benign)];
        benign.Should().Contain(c => c.Masks.Count == 2);
        for (int i = 0; i < benign.Length; i++)
        {
            BusiCase one = data.Cases.Single(c => c.Id == $"benign ({i + 1})");
            one.MaskPaths.Should().HaveCount(benign[i].Masks.Count);
            ImageSample sample = one.Load();
            (sample.Height, sample.Width).Should().Be((benign[i].Height, benign[i].Width));
            sample.Image.Should().Equal(benign[i].Image.Select(v => v * 257 / 65535f));
            byte[] joined = [.. benign[i].Masks[0].Select((v, p) => benign[i].Masks.Max(m => m[p]))];
            sample.Mask.Should().Equal(joined);
        }
    }

    [Fact]
    public void Files_that_macOS_puts_beside_others_are_no_images()
    {
        int before = BusiFolder.Open(folder.Path).Cases.Count;
        File.WriteAllText(folder["benign/._benign (1).png"], "no image");
        File.WriteAllText(folder["benign/._benign (1)_mask.png"], "no image");
        BusiFolder.Open(folder.Path).Cases.Should().HaveCount(before);
    }

    [Fact]
    public void Cases_stand_in_the_order_of_their_numbers_and_normals_are_left_out_unless_kept()
    {
        BusiFolder all = BusiFolder.Open(folder.Path, includeNormals: true);
        all.Cases.Where(c => c.Kind == BusiKind.Benign).Select(c => c.Id)
            .Should().Equal(Enumerable.Range(1, all.Cases.Count(c => c.Kind == BusiKind.Benign)).Select(n => $"benign ({n})"));
        all.Cases.Should().Contain(c => c.Kind == BusiKind.Normal);
        all.Cases.First(c => c.Kind == BusiKind.Normal).Load().Mask.Should().OnlyContain(v => v == 0);
        BusiFolder.Open(folder.Path).Cases.Should().NotContain(c => c.Kind == BusiKind.Normal);
    }

    [Fact]
    public void Endings_in_upper_case_are_found()
    {
        BusiFolder before = BusiFolder.Open(folder.Path, includeNormals: true);
        foreach (string file in Directory.GetFiles(folder.Path, "*.png", SearchOption.AllDirectories))
            File.Move(file, Path.ChangeExtension(file, ".PNG"));
        BusiFolder after = BusiFolder.Open(folder.Path, includeNormals: true);
        after.Cases.Select(c => (c.Id, c.MaskPaths.Count)).Should().Equal(before.Cases.Select(c => (c.Id, c.MaskPaths.Count)));
        BusiFolder.Check(folder.Path).HasErrors.Should().BeFalse();
    }

    [Fact]
    public void Folders_and_masks_in_other_letter_case_are_found()
    {
        int before = BusiFolder.Open(folder.Path, includeNormals: true).Cases.Count;
        Directory.Move(folder["benign"], folder["BENIGN"]);
        Directory.Move(folder["normal"], folder["Normal"]);
        File.Move(folder["BENIGN/benign (1)_mask.png"], folder["BENIGN/benign (1)_Mask.PNG"]);
        BusiFolder.Open(folder.Path, includeNormals: true).Cases.Should().HaveCount(before);
        BusiFolder.Check(folder.Path).Count(FindingSeverity.Error).Should().Be(0);
    }

    [Fact]
    public void Images_of_other_formats_are_warned_of()
    {
        File.WriteAllText(folder["benign/benign (80).jpg"], "not read");
        File.WriteAllText(folder["benign/._benign (81).jpg"], "not read");
        File.WriteAllText(folder["benign/readme.txt"], "not read");
        BusiFolder.Check(folder.Path).Findings.Where(f => f.Severity == FindingSeverity.Warning).Should().Equal(
            new DataSetFinding(FindingSeverity.Warning, "", folder["benign"],
                "holds 1 image of formats that are not read: benign (80).jpg; save as .png what is needed."));
    }

    [Fact]
    public void A_whole_folder_has_no_errors_or_warnings()
    {
        DataSetReport report = BusiFolder.Check(folder.Path);
        report.Cases.Should().Be(14);
        report.Findings.Should().OnlyContain(f => f.Severity == FindingSeverity.Info && f.Problem.EndsWith("they are joined."));
    }

    [Fact]
    public void Every_problem_is_listed_at_once()
    {
        RasterImage.FromMask(50, 40, new bool[2000]).Write(folder["benign/benign (1)_mask.png"]);
        File.Delete(folder["benign/benign (2)_mask.png"]);
        File.Delete(folder["benign/benign (2)_mask_1.png"]);
        RasterImage image = RasterImage.Read(folder["benign/benign (3).png"]);
        byte[] smooth = new byte[3 * image.Width * image.Height];
        for (int i = 300; i < 1500; i++)
            smooth[i] = (byte)(i / 3 * 3 % 256);
        RasterImage.FromRgb8(image.Width, image.Height, smooth).Write(folder["benign/benign (3)_mask.png"]);
        File.Copy(folder["benign/benign (5).png"], folder["malignant/malignant (90).png"]);
        File.Copy(folder["benign/benign (5)_mask.png"], folder["malignant/malignant (90)_mask.png"]);
        File.Copy(folder["benign/benign (5)_mask.png"], folder["normal/normal (91)_mask.png"]);
        File.WriteAllBytes(folder["normal/normal (1).png"], [1, 2, 3]);

        DataSetReport report = BusiFolder.Check(folder.Path);
        (FindingSeverity, string)[] found = [.. report.Findings.Where(f => f.Severity > FindingSeverity.Info)
            .Select(f => (f.Severity, Path.GetFileName(f.Path)))];
        found.Should().Contain(
        [
            (FindingSeverity.Error, "benign (1)_mask.png"),
            (FindingSeverity.Error, "benign (2).png"),
            (FindingSeverity.Error, "normal (1).png"),
            (FindingSeverity.Warning, "benign (1)_mask.png"),
            (FindingSeverity.Warning, "benign (3)_mask.png"),
            (FindingSeverity.Warning, "malignant (90).png"),
            (FindingSeverity.Warning, "normal (91)_mask.png"),
        ]);
        string table = report.ToString();
        table.Should().Contain("is 50 x 40 and its image").And.Contain("is Rgb of 8 bits").And.Contain("gray values; a mask has two")
            .And.Contain("has the same content as benign (5).png").And.Contain("is a mask without an image")
                .And.Contain("is empty, though the image is benign");
    }

    [Fact]
    public void A_mask_of_another_size_and_a_missing_one_stop_loading()
    {
        RasterImage.FromMask(50, 40, new bool[2000]).Write(folder["benign/benign (1)_mask.png"]);
        ((Action)(() => BusiFolder.Open(folder.Path).Cases[0].Load())).Should().Throw<InvalidDataSetException>()
            .WithMessage(
                $"{folder["benign/benign (1)_mask.png"]}: is 50 x 40 and its image *; get the original mask, or leave the image out.");
        File.Delete(folder["benign/benign (1)_mask.png"]);
        File.Delete(folder["benign/benign (1)_mask_1.png"]);
        ((Action)(() => BusiFolder.Open(folder.Path))).Should().Throw<InvalidDataSetException>().WithMessage(
            "*benign (1).png: has no mask; expected \"benign (1)_mask.png\"*");
    }

    [Fact]
    public void A_folder_that_may_not_be_read_is_a_finding()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            return; // which may read all folders
        File.SetUnixFileMode(folder["benign"], UnixFileMode.None);
        try
        {
            foreach (DataSetReport report in new[]
            {
                BusiFolder.Check(folder.Path), AcdcFolder.Check(folder["benign"]), MyoPsFolder.Check(folder["benign"]),
                MyoPsFolder.Check(folder["normal"], folder["benign"]), SegmentationFolder.Check(folder["benign"]),
                SegmentationFolder.Check(folder["normal"], folder["benign"]),
            })
                report.Findings.Where(f => f.Severity == FindingSeverity.Error).Should().ContainSingle()
                    .Which.Problem.Should().Be($"cannot be read: Access to the path '{folder["benign"]}' is denied.");
        }
        finally
        {
            File.SetUnixFileMode(folder["benign"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void An_empty_folder_says_what_was_expected()
    {
        using var empty = new TemporaryFolder();
        ((Action)(() => BusiFolder.Open(empty.Path))).Should().Throw<InvalidDataSetException>().WithMessage(
            "*expected folders benign, malignant and normal*");
    }
}
