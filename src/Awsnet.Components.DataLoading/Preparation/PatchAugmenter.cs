namespace Awsnet.Components;

/// <summary>Changes patches at random: slices by all that a <see cref="SampleAugmenter"/> does, volumes slice by slice alike.</summary>
internal sealed class PatchAugmenter
{
    private readonly SampleAugmenter whole, movement, intensity;
    private readonly bool changes;
    private readonly double flipDepth;

    public PatchAugmenter(AugmentationOptions options, double flipDepth)
    {
        whole = new SampleAugmenter(options);
        movement = new SampleAugmenter(options with { Brightness = 0, Contrast = 0, Gamma = 0, NoiseDeviation = 0 });
        intensity = new SampleAugmenter(options with
        {
            FlipHorizontal = 0,
            FlipVertical = 0,
            RotationDegrees = 0,
            Scale = 0,
            ShearDegrees = 0,
            TranslationPixels = 0,
            ElasticPixels = 0,
        });
        changes = options != AugmentationOptions.None;
        this.flipDepth = flipDepth;
    }

    /// <summary>Whether anything can change; without it patches need no second buffer.</summary>
    public bool Changes => changes || flipDepth > 0;

    /// <param name="box">The patch's size.</param>
    /// <param name="images">[C, D, H, W]; used as a buffer.</param>
    /// <param name="labels">[D, H, W].</param>
    /// <param name="newImages">Receives the images.</param>
    /// <param name="newLabels">Receives the labels.</param>
    /// <param name="seed">The epoch's seed.</param>
    /// <param name="patch">The patch's place in it.</param>
    public void Apply(
        VoxelBox box, Span<float> images, Span<byte> labels, Span<float> newImages, Span<byte> newLabels, long seed, int patch)
    {
        if (box.Depth == 1)
        {
            whole.Apply(images, labels, box.Height, box.Width, newImages, newLabels, new SampleSeed(seed, 0, patch));
            return;
        }

        // One movement for all slices of all channels; then each channel's values as one tall plane.
        movement.Apply(images, labels, box.Height, box.Width, newImages, newLabels, new SampleSeed(seed, 0, patch));
        if (flipDepth > 0 && new RandomStream((ulong)seed, (ulong)patch, 0, FlipTag).Chance(flipDepth))
        {
            ReverseSlices<float>(newImages, box.Depth, box.Height * box.Width);
            ReverseSlices(newLabels, box.Depth, box.Height * box.Width);
        }

        newImages.CopyTo(images);
        intensity.Apply(images, [], box.Depth * box.Height, box.Width, newImages, [], new SampleSeed(seed, 1, patch));
    }

    private const ulong FlipTag = 3;

    private static void ReverseSlices<T>(Span<T> volumes, int depth, int plane)
    {
        for (; volumes.Length > 0; volumes = volumes[(depth * plane)..])
        {
            // All voxels backwards, and those of each slice forwards again.
            volumes[..(depth * plane)].Reverse();
            for (int z = 0; z < depth; z++)
                volumes.Slice(z * plane, plane).Reverse();
        }
    }
}
