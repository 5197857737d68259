using System.Collections.Immutable;

namespace Awsnet.Components.Samples;

/// <summary>Labeled images on a small grid, for <see cref="Heads"/>.</summary>
/// <param name="Channels">Of each image.</param>
/// <param name="Structures">What is scored, and the labels it is made of.</param>
/// <param name="Images">All of them.</param>
internal sealed record HeadImages(
    int Channels, ImmutableArray<(string Name, ImmutableArray<long> Labels)> Structures, IReadOnlyList<HeadImages.Sample> Images)
{
    public const int Size = 48;
    private const int Generated = 60;

    /// <summary>One image [channels, Size, Size], mean 0 and deviation 1 in each channel, its classes, and what may not be split.</summary>
    public sealed record Sample(float[] Image, byte[] Labels, string Group);

    /// <summary>Lesions of generated ultrasound images, of BUSI's, or scar and edema of MyoPS around the annotated heart.</summary>
    public static HeadImages Read(string? folder)
    {
        if (folder is null)
            return Lesions(Enumerable.Range(0, Generated).AsParallel().AsOrdered().Select(Generate));
        return Directory.Exists(Path.Combine(folder, "benign"))
            ? Lesions(BusiFolder.Open(folder).Cases.AsParallel().AsOrdered().Select(Load))
            : new(3, [("scar", [2]), ("scar and edema", [1, 2])],
                [.. MyoPsFolder.Open(folder, requireLabels: true).Cases.AsParallel().AsOrdered().SelectMany(Slices)]);
    }

    private static HeadImages Lesions(IEnumerable<Sample> images) => new(1, [("lesion", [1])], [.. images]);

    private static Sample Generate(int index)
    {
        UltrasoundPhantomCase scan = UltrasoundPhantom.Generate(seed: 1, index);
        byte[] mask = new byte[scan.Image.Length];
        foreach (byte[] lesion in scan.Masks)
            for (int i = 0; i < mask.Length; i++)
                mask[i] |= lesion[i];
        return OnGrid($"{index}", [Array.ConvertAll(scan.Image, pixel => (float)pixel)], mask, scan.Height, scan.Width,
            PixelBox.Centered(scan.Height, scan.Width, scan.Height, scan.Width).Square());
    }

    private static Sample Load(BusiCase files)
    {
        ImageSample scan = files.Load();
        return OnGrid(files.Id, [scan.Image], scan.Mask, scan.Height, scan.Width,
            PixelBox.Centered(scan.Height, scan.Width, scan.Height, scan.Width).Square());
    }

    /// <summary>The slices that show the left ventricle: classes 0, edema 1, scar 2.</summary>
    private static IEnumerable<Sample> Slices(MyoPsCase files)
    {
        MyoPsVolume scan = files.Load();
        int plane = scan.Height * scan.Width;
        for (int z = 0; z < scan.Slices; z++)
        {
            byte[] ventricle = new byte[plane], classes = new byte[plane];
            MyoPsLabels.ToClasses(scan.Slice(scan.Labels!, z), MyoPsTarget.LeftVentricle, ventricle);
            MyoPsLabels.ToClasses(scan.Slice(scan.Labels!, z), MyoPsTarget.ScarEdemaMyocardium, classes);
            if (PixelBox.FromMask(ventricle, scan.Height, scan.Width) is not { } box)
                continue;
            for (int i = 0; i < plane; i++)
                classes[i] = classes[i] switch { 1 => 2, 2 => 1, _ => 0 };
            float[][] sequences = [.. new[] { scan.De, scan.T2, scan.C0 }.Select(volume => scan.Slice(volume, z).ToArray())];
            yield return OnGrid(scan.Id, sequences, classes, scan.Height, scan.Width, box.Grow(8).Square());
        }
    }

    private static Sample OnGrid(string group, float[][] channels, byte[] classes, int height, int width, PixelBox box)
    {
        var grid = GridMapping.Region(height, width, box, Size, Size);
        float[] image = new float[channels.Length * Size * Size];
        for (int c = 0; c < channels.Length; c++)
        {
            Span<float> channel = image.AsSpan(c * Size * Size, Size * Size);
            grid.ImageToNetwork(channels[c], channel, box.Height > Size ? Resampling.Area : Resampling.Bilinear);
            Normalize.ZScore(channel);
        }
        byte[] labels = new byte[Size * Size];
        grid.LabelsToNetwork<byte>(classes, labels);
        return new(image, labels, group);
    }
}
