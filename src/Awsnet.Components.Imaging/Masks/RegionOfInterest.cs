namespace Awsnet.Components;

/// <summary>
/// What a fine network sees of a stack of slices: the square around a mask, brought to the network's grid, and the grown mask itself,
/// outside of which the images are masked out (A = I ⊗ f(I), Eq. 2) and nothing is found.
/// </summary>
/// <remarks>All arrays are row-major, [y, x] or [z, y, x]. The object is immutable and safe to share between threads.</remarks>
public sealed class RegionOfInterest
{
    // What the darkest pixel inside becomes, so that it differs from the 0 outside.
    private const float Floor = 0.1f;

    private readonly byte[] mask;
    private readonly byte[] inside;

    private RegionOfInterest(GridMapping mapping, byte[] mask, byte[] inside)
    {
        Mapping = mapping;
        this.mask = mask;
        this.inside = inside;
    }

    /// <summary>Between the original grid and the network's.</summary>
    public GridMapping Mapping { get; }

    /// <summary>The grown mask on the original grid, [slices, height, width].</summary>
    public ReadOnlySpan<byte> Inside => inside;

    private int Plane => Mapping.OriginalHeight * Mapping.OriginalWidth;

    /// <summary>The region around a mask.</summary>
    /// <param name="mask">[slices, height, width], 0 or 1; one square fits all slices.</param>
    /// <param name="height">Rows of a slice.</param>
    /// <param name="width">Columns of a slice.</param>
    /// <param name="size">Side of the network's input.</param>
    /// <param name="margin">Pixels of the original that the square has around the mask. The paper's is 10.</param>
    /// <param name="growth">Radius in pixels that the mask is grown by: its outline may be off by a little. Default 0.</param>
    /// <returns>The region, or <see langword="null"/> where the mask is empty.</returns>
    /// <exception cref="ArgumentException">The mask's length is no whole number of slices, or a size, margin or growth is out of
    /// range.</exception>
    public static RegionOfInterest? FromMask(
        ReadOnlySpan<byte> mask, int height, int width, int size, int margin = 10, double growth = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        if (PixelBox.FromMask(mask, height, width) is not { } rectangle)
            return null;
        var mapping = GridMapping.Region(height, width, rectangle.Grow(margin).Square(), size, size);
        return new RegionOfInterest(mapping, mask.ToArray(), Morphology.Dilate(mask, height, width, growth));
    }

    /// <summary>
    /// Scales an image so that its 1st percentile within the mask becomes 0.1 and its 99th 1, and masks out what lies outside the grown
    /// mask. The mask as it was given decides the scale: what growth adds may hold bright fat.
    /// </summary>
    /// <param name="image">[slices, height, width] on the original grid.</param>
    /// <param name="maskOut">Whether all outside the grown mask becomes 0 (Eq. 2), or is scaled like the rest. Default true.</param>
    /// <returns>The scaled image, [slices, height, width].</returns>
    /// <exception cref="ArgumentException">The image does not have the mask's size.</exception>
    public float[] Attend(ReadOnlySpan<float> image, bool maskOut = true)
    {
        CheckImage(image.Length, nameof(image));
        float[] values = image.ToArray();
        Normalize.Percentiles(values, 1, 99, mask);
        for (int i = 0; i < values.Length; i++)
            values[i] = maskOut && inside[i] == 0 ? 0 : Floor + ((1 - Floor) * values[i]);
        return values;
    }

    /// <summary>Brings a slice of several images to the network's grid.</summary>
    /// <param name="images">Each [slices, height, width], in the order of the network's channels.</param>
    /// <param name="slice">From 0.</param>
    /// <returns>[images, size, size].</returns>
    /// <exception cref="ArgumentException">An image does not have the mask's size, or there is no such slice.</exception>
    public float[] ToNetwork(IReadOnlyList<float[]> images, int slice)
    {
        ArgumentNullException.ThrowIfNull(images);
        CheckSlice(slice, nameof(slice));
        foreach (float[] image in images)
            CheckImage(image.Length, nameof(images));
        int size = Mapping.Height * Mapping.Width;
        var seen = new float[images.Count * size];
        for (int channel = 0; channel < images.Count; channel++)
            Mapping.ImageToNetwork(images[channel].AsSpan(slice * Plane, Plane), seen.AsSpan(channel * size, size));
        return seen;
    }

    /// <summary>Brings what a network says of some slices back to the original grid.</summary>
    /// <param name="probabilities">[slices given, classes, size, size].</param>
    /// <param name="classes">Number of classes; class 0 is the background.</param>
    /// <param name="slices">Which slices of the stack these are.</param>
    /// <returns>[classes, slices, height, width]: class after class, as a vote takes them. Outside the grown mask, and in slices not given,
    /// all is background.</returns>
    /// <exception cref="ArgumentException">The length does not fit, or there is no such slice.</exception>
    public float[] ProbabilitiesToOriginal(ReadOnlySpan<float> probabilities, int classes, IReadOnlyList<int> slices)
    {
        ArgumentNullException.ThrowIfNull(slices);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        int size = classes * Mapping.Height * Mapping.Width, all = inside.Length;
        if (slices.Count > 0 || !probabilities.IsEmpty)
            GridCheck.Length(probabilities.Length, slices.Count * classes, Mapping.Height, Mapping.Width, nameof(probabilities));
        foreach (int slice in slices)
            CheckSlice(slice, nameof(slices));

        var volume = new float[classes * all];
        volume.AsSpan(0, all).Fill(1);
        var found = new float[classes * Plane];
        for (int i = 0; i < slices.Count; i++)
        {
            Mapping.ProbabilitiesToOriginal(probabilities.Slice(i * size, size), classes, found);
            int start = slices[i] * Plane;
            for (int pixel = 0; pixel < Plane; pixel++)
            {
                if (inside[start + pixel] == 0)
                    continue;
                for (int c = 0; c < classes; c++)
                    volume[(c * all) + start + pixel] = found[(c * Plane) + pixel];
            }
        }
        return volume;
    }

    private void CheckImage(int length, string what) =>
        GridCheck.Length(length, inside.Length / Plane, Mapping.OriginalHeight, Mapping.OriginalWidth, what);

    private void CheckSlice(int slice, string what)
    {
        int count = inside.Length / Plane;
        if ((uint)slice >= (uint)count)
            throw new ArgumentOutOfRangeException(what, slice, $"There is no slice {slice}; give 0 to {count - 1}.");
    }
}
