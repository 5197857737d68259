namespace Awsnet.Components.Myops;

/// <summary>A NIfTI label map as the metrics take it.</summary>
internal static class LabelVolume
{
    /// <summary>Reads all labels, first axis fastest, and checks that MyoPS knows them.</summary>
    public static short[] Read(NiftiImage image, string path)
    {
        if (!image.DataType.IsScalar())
            throw new InputException(
                $"{path}: its voxels are {image.DataType.Name()}, no labels. Store labels as whole numbers, such as int16.");
        return Array.ConvertAll(image.ReadFloat32(), value =>
        {
            var label = (short)Math.Clamp(value, short.MinValue, short.MaxValue);
            if (label != value)
                throw new InputException(
                    FormattableString.Invariant($"{path}: holds {value}, no label; MyoPS has {Known}. Correct the file or leave it out."));
            return LabelScheme.Myops.Labels.Contains(label)
                ? label
                : throw new InputException($"{path}: holds the label {label}; MyoPS has {Known}. Correct the file or leave it out.");
        });
    }

    private static string Known => string.Join(", ", LabelScheme.Myops.Labels);

    /// <summary>The grid in array order: slices, rows (y), columns (x).</summary>
    public static MaskGrid GridOf(NiftiImage image, string path)
    {
        var shape = image.Shape;
        if (shape.Length < 2 || shape.Skip(3).Any(length => length != 1))
            throw new InputException($"{path}: its shape is {string.Join(" x ", shape)}. Give an image of two or three axes.");
        return MaskGrid.OfNifti(shape, image.Spacing);
    }
}
