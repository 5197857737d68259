namespace Awsnet.Components;

/// <summary>The files of one BUSI image.</summary>
/// <param name="Id">The file's name without ending, e.g. <c>benign (25)</c>. BUSI names no patients: each image is a group of its
/// own.</param>
/// <param name="Kind">Which of the three classes.</param>
/// <param name="ImagePath">The image.</param>
/// <param name="MaskPaths">One mask for each lesion, at least one (a normal image's is black).</param>
public sealed record BusiCase(string Id, BusiKind Kind, string ImagePath, IReadOnlyList<string> MaskPaths)
{
    /// <summary>Reads the image and joins its masks: a pixel of any lesion is 1.</summary>
    /// <exception cref="InvalidImageFileException">A file is damaged or neither PNG nor JPEG.</exception>
    /// <exception cref="InvalidDataSetException">A mask has another size than the image.</exception>
    /// <exception cref="IOException">A file is missing or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission for that is missing.</exception>
    public ImageSample Load()
    {
        RasterImage image = RasterImage.Read(ImagePath);
        var mask = new byte[image.Height * image.Width];
        foreach (string path in MaskPaths)
        {
            RasterImage one = RasterImage.Read(path);
            if (SizeProblem(image, one) is { } problem)
                throw new InvalidDataSetException(path, problem);
            Join(one, mask);
        }

        return new ImageSample(Id, image.Height, image.Width, image.ToGrayFloat32(), mask);
    }

    internal static string? SizeProblem(RasterImage image, RasterImage mask) =>
        mask.Width == image.Width && mask.Height == image.Height
            ? null
            : $"is {mask.Width} x {mask.Height} and its image {image.Width} x {image.Height}; get the original mask, or leave the image " +
                "out.";

    // At least half bright: the originals are 1-bit, resampled copies have gray borders.
    internal static void Join(RasterImage one, Span<byte> mask)
    {
        byte[] gray = one.ToGray8();
        for (int i = 0; i < gray.Length; i++)
        {
            if (gray[i] >= 128)
                mask[i] = 1;
        }
    }
}
