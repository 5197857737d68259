using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

/// <summary>The README's examples, compiled and run; the last test makes sure that they are the README's.</summary>
public class ReadmeTests
{
    [Fact]
    public void From_files_to_a_network_and_back()
    {
        using var temporary = new TemporaryFolder();
        string folder = temporary.Path;
        // <example>
        PhantomFiles.WriteMyoPs(folder, cases: 3, seed: 1);
        MyoPsFolder data = MyoPsFolder.Open(folder, requireLabels: true);
        MyoPsVolume volume = data.Cases[0].Load();

        byte[] ventricle = new byte[volume.Height * volume.Width], scar = new byte[ventricle.Length];
        MyoPsLabels.ToClasses(volume.Slice(volume.Labels!, 0), MyoPsTarget.LeftVentricle, ventricle);
        MyoPsLabels.ToClasses(volume.Slice(volume.Labels!, 0), MyoPsTarget.Scar, scar);

        PixelBox region = PixelBox.FromMask(ventricle, volume.Height, volume.Width)!.Value.Grow(10).Square();
        GridMapping mapping = GridMapping.Region(volume.Height, volume.Width, region, 128, 128);
        float[] lge = volume.Slice(volume.De, 0).ToArray(), input = new float[128 * 128];
        byte[] target = new byte[128 * 128];
        Normalize.ZScore(lge, ventricle);
        mapping.ImageToNetwork(lge, input);
        mapping.LabelsToNetwork<byte>(scar, target);

        float[] augmented = new float[input.Length];
        byte[] augmentedTarget = new byte[target.Length];
        new SampleAugmenter().Apply(input, target, 128, 128, augmented, augmentedTarget, new SampleSeed(Run: 1, Epoch: 0, Sample: 0));

        byte[] back = new byte[volume.Height * volume.Width];
        mapping.LabelsToOriginal<byte>(target, back);
        // </example>
        augmented.Should().NotEqual(input);
        augmentedTarget.Distinct().Should().BeSubsetOf([0, 1, 2]);
        Normalize.ZScore(lge, ventricle).Offset.Should().BeApproximately(0, 1e-5);
        if (region.Width <= 128)
            back.Should().Equal(scar);

        // <example>
        var parts = DataSplit.ByCounts(data.Cases, one => one.Id, seed: 1, 2, 1);
        DataSetReport report = MyoPsFolder.Check(folder);
        Console.WriteLine(report);
        // </example>
        parts.Select(part => part.Count).Should().Equal(2, 1);
        report.HasErrors.Should().BeFalse();
    }

    [Fact]
    public void From_one_file_to_another()
    {
        using var temporary = new TemporaryFolder();
        string folder = temporary.Path;
        NiftiImage.Create([4, 3, 2], [0.75, 0.75, 12], Enumerable.Range(0, 24).Select(i => (short)(i * 40)).ToArray()).Write(Path.Combine(folder, "lge.nii.gz"));
        // <example>
        NiftiImage image = NiftiImage.Read(Path.Combine(folder, "lge.nii.gz"));
        float[] voxels = image.ReadFloat32();
        short[] bright = Array.ConvertAll(voxels, voxel => (short)(voxel > 400 ? 1 : 0));
        NiftiImage.Create(image.Header, bright).Write(Path.Combine(folder, "bright.nii.gz"));

        int width = image.Shape[0], height = image.Shape[1];
        bool[] slice = Array.ConvertAll(image.ReadSliceFloat32(z: 1), voxel => voxel > 400);
        PngImage.FromMask(width, height, slice).Write(Path.Combine(folder, "slice.png"));
        // </example>
        NiftiImage written = NiftiImage.Read(Path.Combine(folder, "bright.nii.gz"));
        written.HasSameGridAs(image).Should().BeTrue();
        written.ReadInt32().Sum().Should().Be(13); // 440 to 920 in steps of 40
        PngImage.Read(Path.Combine(folder, "slice.png")).ToMask().Should().Equal(slice);
    }

    [Fact]
    public void The_examples_are_those_of_the_README()
    {
        string source = File.ReadAllText(Here());
        string readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src", "Awsnet.Components.Imaging", "README.md"));
        string[] compiled = [.. Examples(source, @"^ *// <example>\n(.*?)^ *// </example>").Select(Flush)];
        Examples(readme, @"^```csharp\n(.*?)^```").Should().BeEquivalentTo(compiled);
        compiled.Should().NotBeEmpty();
    }

    private static IEnumerable<string> Examples(string text, string pattern) =>
        Regex.Matches(text, pattern, RegexOptions.Singleline | RegexOptions.Multiline).Select(match => match.Groups[1].Value.TrimEnd());

    /// <summary>The code without its common indentation.</summary>
    private static string Flush(string code)
    {
        string[] lines = code.Split('\n');
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indent..] : line));
    }

    private static string Here([CallerFilePath] string here = "") => here;
}
