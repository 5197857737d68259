namespace Awsnet.Components;

/// <summary>An image file and its mask file.</summary>
/// <param name="Id">The image's path below the folder, without ending.</param>
/// <param name="Group">What must stay together in splits.</param>
/// <param name="ImagePath">The image: <c>.png</c>, <c>.jpg</c>, <c>.jpeg</c>, <c>.nii</c> or <c>.nii.gz</c>.</param>
/// <param name="MaskPath">The mask, of the same kinds.</param>
/// <param name="MasksAreLabels">Whether mask values are class numbers.</param>
public sealed record ImageMaskPair(string Id, string Group, string ImagePath, string MaskPath, bool MasksAreLabels)
{
    internal static readonly string[] RasterEndings = [".png", ".jpg", ".jpeg"];

    /// <summary>Reads image and mask and checks that they fit together.</summary>
    /// <exception cref="InvalidImageFileException">A file is damaged or of another format than its name says.</exception>
    /// <exception cref="InvalidDataSetException">The sizes differ, or a label is no class number.</exception>
    /// <exception cref="IOException">A file is missing or cannot be opened.</exception>
    public ImageSample Load()
    {
        (Grid grid, float[] image) = ReadImage(ImagePath);
        (Grid maskGrid, byte[] mask) = ReadMask(MaskPath, MasksAreLabels);
        return grid == maskGrid
            ? new ImageSample(Id, grid.Slices, grid.Height, grid.Width, image, mask)
            : throw new InvalidDataSetException(MaskPath, SizeProblem(grid, maskGrid));
    }

    internal static string SizeProblem(Grid image, Grid mask) =>
        $"is {mask} and its image {image}; get the mask of this size, or leave the image out.";

    internal static (Grid Grid, float[] Values) ReadImage(string path)
    {
        if (IsRaster(path))
        {
            RasterImage raster = RasterImage.Read(path);
            return (new Grid(1, raster.Height, raster.Width), raster.ToGrayFloat32());
        }

        NiftiImage nifti = NiftiImage.Read(path);
        return (GridOf(nifti, path), nifti.ReadFloat32());
    }

    internal static (Grid Grid, byte[] Classes) ReadMask(string path, bool labels)
    {
        if (IsRaster(path))
        {
            RasterImage raster = RasterImage.Read(path);
            var grid = new Grid(1, raster.Height, raster.Width);
            if (!labels)
                return (grid, Array.ConvertAll(raster.ToGray8(), v => (byte)(v >= 128 ? 1 : 0)));
            return raster.HasLabels
                ? (grid, raster.ToLabels())
                : throw new InvalidDataSetException(
                    path, $"is {raster.Description}; class numbers need PNG, gray or palette, of at most 8 bits. "
                        + "Save the labels as one of these.");
        }

        NiftiImage nifti = NiftiImage.Read(path);
        int[] values = nifti.ReadInt32();
        if (labels && values.FirstOrDefault(v => v is < 0 or > 255) is var wrong and not 0)
            throw new InvalidDataSetException(path, $"has the value {wrong}; class numbers go from 0 to 255. Map the labels to these.");
        return (GridOf(nifti, path), Array.ConvertAll(values, v => labels ? (byte)v : (byte)(v != 0 ? 1 : 0)));
    }

    internal static bool IsRaster(string path) =>
        RasterEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static Grid GridOf(NiftiImage image, string path)
    {
        int Length(int axis) => axis < image.Shape.Length ? image.Shape[axis] : 1;
        return image.Shape.Skip(3).All(length => length == 1)
            ? new Grid(Length(2), Length(1), Length(0))
            : throw new InvalidDataSetException(
                path, $"has {image.Shape.Length} axes ({string.Join(" x ", image.Shape)}); expected 2 or 3. "
                    + "Split it into one file a volume.");
    }

    internal readonly record struct Grid(int Slices, int Height, int Width)
    {
        public override string ToString() => Slices == 1 ? $"{Width} x {Height}" : $"{Width} x {Height} x {Slices}";
    }
}
