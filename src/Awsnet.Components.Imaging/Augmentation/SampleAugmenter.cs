namespace Awsnet.Components;

/// <summary>
/// Changes an image stack and its label maps together: one random movement for all of them, then intensities channel by
/// channel. Stateless and safe to share between threads; equal seeds give equal results.
/// </summary>
public sealed class SampleAugmenter
{
    private readonly AugmentationOptions options;

    /// <summary>Creates an augmenter.</summary>
    /// <param name="options">What may be drawn; null means <see cref="AugmentationOptions.Paper"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public SampleAugmenter(AugmentationOptions? options = null)
    {
        this.options = options ?? AugmentationOptions.Paper;
        this.options.Validate();
    }

    /// <summary>Draws one augmentation and applies it.</summary>
    /// <param name="images">[channels, height, width].</param>
    /// <param name="labels">[planes, height, width], one plane or several (a label map and a region mask), or empty.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="augmentedImages">Receives the images; as long as <paramref name="images"/>, not overlapping it.</param>
    /// <param name="augmentedLabels">Receives the labels, moved by nearest neighbor; as long as <paramref name="labels"/>.</param>
    /// <param name="seed">All that the result depends on besides the input.</param>
    /// <exception cref="ArgumentException">A length is no whole number of planes, or output and input differ in length.</exception>
    public void Apply(
        ReadOnlySpan<float> images, ReadOnlySpan<byte> labels, int height, int width,
        Span<float> augmentedImages, Span<byte> augmentedLabels, SampleSeed seed)
    {
        int channels = GridCheck.Slices(images.Length, height, width, nameof(images));
        if (!labels.IsEmpty)
            GridCheck.Slices(labels.Length, height, width, nameof(labels));
        if (augmentedImages.Length != images.Length || augmentedLabels.Length != labels.Length)
            throw new ArgumentException(
                $"The outputs hold {augmentedImages.Length} and {augmentedLabels.Length} values, the inputs {images.Length} and " +
                $"{labels.Length}; they must be equal.", nameof(augmentedImages));

        RandomStream random = seed.Stream();
        if (options.MovesPixels)
        {
            var movement = Movement.Draw(options, height, width, random);
            movement.Apply(images, labels, augmentedImages, augmentedLabels, options.Padding);
        }
        else
        {
            images.CopyTo(augmentedImages);
            labels.CopyTo(augmentedLabels);
        }

        if (options.ChangesIntensity)
            ChangeIntensities(augmentedImages, channels, height * width, random);
    }

    private void ChangeIntensities(Span<float> images, int channels, int plane, RandomStream random)
    {
        var change = IntensityChange.Draw(options, random);
        for (int c = 0; c < channels; c++)
        {
            if (c > 0 && options.PerChannel)
                change = IntensityChange.Draw(options, random);
            change.Apply(images.Slice(c * plane, plane), options.KeepZeros, random);
        }
    }
}
