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
        short[] heart = new short[200 * 180];
        for (int i = 0; i < heart.Length; i++)
            heart[i] = (short)(Math.Pow(i % 200 - 110, 2) + Math.Pow(i / 200 - 90, 2) < 400 ? 300 + i % 7 : 40 + i % 11);
        NiftiImage.Create([200, 180, 1], [0.75, 0.75, 12], heart).Write(Path.Combine(folder, "lge.nii.gz"));
        NiftiImage.Create([200, 180, 1], [0.75, 0.75, 12], Array.ConvertAll(heart, v => (byte)(v >= 300 ? 1 : 0)))
            .Write(Path.Combine(folder, "labels.nii.gz"));
        // <example>
        NiftiImage image = NiftiImage.Read(Path.Combine(folder, "lge.nii.gz"));
        int width = image.Shape[0], height = image.Shape[1];
        float[] slice = image.ReadSliceFloat32(z: 0), input = new float[128 * 128];
        byte[] ventricle = NiftiImage.Read(Path.Combine(folder, "labels.nii.gz")).ReadStored<byte>(), target = new byte[128 * 128];

        PixelBox region = PixelBox.FromMask(ventricle, height, width)!.Value.Grow(10).Square();
        GridMapping mapping = GridMapping.Region(height, width, region, 128, 128);
        Normalize.ZScore(slice, ventricle);
        mapping.ImageToNetwork(slice, input);
        mapping.LabelsToNetwork<byte>(ventricle, target);

        float[] augmented = new float[input.Length];
        byte[] augmentedTarget = new byte[target.Length];
        new SampleAugmenter().Apply(input, target, 128, 128, augmented, augmentedTarget, new SampleSeed(Run: 1, Epoch: 0, Sample: 0));

        byte[] back = new byte[height * width];
        mapping.LabelsToOriginal<byte>(target, back);
        // </example>
        augmented.Should().NotEqual(input);
        augmentedTarget.Distinct().Should().BeSubsetOf([0, 1]);
        Normalize.ZScore(slice, ventricle).Offset.Should().BeApproximately(0, 1e-5);
        back.Should().Equal(ventricle);
    }

    [Fact]
    public void From_one_file_to_another()
    {
        using var temporary = new TemporaryFolder();
        string folder = temporary.Path;
        short[] values = [.. Enumerable.Range(0, 24).Select(i => (short)(i * 40))];
        NiftiImage.Create([4, 3, 2], [0.75, 0.75, 12], values).Write(Path.Combine(folder, "lge.nii.gz"));
        // <example>
        NiftiImage lge = NiftiImage.Read(Path.Combine(folder, "lge.nii.gz"));
        short[] bright = Array.ConvertAll(lge.ReadFloat32(), voxel => (short)(voxel > 400 ? 1 : 0));
        NiftiImage.Create(lge.Header, bright).Write(Path.Combine(folder, "bright.nii.gz")); // the same grid and header
        // </example>
        NiftiImage written = NiftiImage.Read(Path.Combine(folder, "bright.nii.gz"));
        written.HasSameGridAs(lge).Should().BeTrue();
        written.ReadInt32().Sum().Should().Be(13); // 440 to 920 in steps of 40
    }

    [Fact]
    public void The_examples_are_those_of_the_README() => ReadmeExamples.ShouldMatch("Awsnet.Components.Imaging");
}
