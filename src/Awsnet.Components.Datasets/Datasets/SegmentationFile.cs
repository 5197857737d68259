namespace Awsnet.Components;

/// <summary>One open file of a case: a picture, decoded, or a NIfTI file, of which the header alone is read.</summary>
internal sealed class SegmentationFile
{
    private readonly NiftiImage? nifti;

    public SegmentationFile(string path, bool color)
    {
        Path = path;
        if (DataSetFolder.IsRaster(path))
        {
            Raster = RasterImage.Read(path);
            Grid = VoxelGrid.Of(Raster, color);
        }
        else
        {
            nifti = NiftiImage.Read(path);
            Grid = VoxelGrid.Of(nifti, path);
        }
    }

    public string Path { get; }

    public VoxelGrid Grid { get; }

    /// <summary>The picture; null for a NIfTI file.</summary>
    public RasterImage? Raster { get; }

    /// <summary>Every channel in the file.</summary>
    public IEnumerable<float[]> ReadChannels()
    {
        if (nifti is not null)
            return Grid.Volumes == 1 ? [nifti.ReadFloat32()] : nifti.ReadVolumesFloat32();
        // Colors have 8 bits, gray up to 16.
        if (Grid.Volumes == 1 || Raster!.ColorType == RasterColorType.Gray)
            return Enumerable.Range(0, Grid.Volumes).Select(_ => Raster!.ToGrayFloat32());
        byte[] rgb = Raster.ToRgb8();
        return Enumerable.Range(0, 3).Select(color =>
        {
            float[] channel = new float[rgb.Length / 3];
            for (int pixel = 0; pixel < channel.Length; pixel++)
                channel[pixel] = rgb[3 * pixel + color] / 255f;
            return channel;
        });
    }

    /// <summary>The class of each voxel.</summary>
    /// <exception cref="InvalidDataSetException">A value is no class.</exception>
    public byte[] ReadClasses(SegmentationFolderOptions options)
    {
        if (options.BinaryLabels)
            return Raster is not null
                ? Array.ConvertAll(Raster.ToGray8(), value => (byte)(value >= 128 ? 1 : 0))
                : Array.ConvertAll(nifti!.ReadInt32(), value => (byte)(value != 0 ? 1 : 0));
        int[] values = (Raster is null ? nifti!.ReadInt32() : Raster.ClassNumbers()) ?? throw new InvalidDataSetException(Path,
            $"is {Raster!.Description}; class numbers need PNG: gray, palette, or opaque colors with R = G = B. Save the labels so.");
        byte[] classes = new byte[values.Length];
        int most = (options.Classes ?? 256) - 1;
        var wrong = new SortedDictionary<int, int>();
        for (int i = 0; i < values.Length; i++)
        {
            int value = values[i];
            if (options.LabelMap is { } map)
                value = map.TryGetValue(value, out byte mapped) ? mapped : -1;
            if (value >= 0 && value <= most)
                classes[i] = (byte)value;
            else if (wrong.Count < 5)
                wrong.TryAdd(values[i], i);
        }

        if (wrong.Count == 0)
            return classes;
        string found = string.Join(", ", wrong.Select(one => $"{one.Key} (at {Grid.Place(one.Value)})"));
        string expected = options.LabelMap is null
            ? $"classes go from 0 to {most}. Map the values with LabelMap, or set BinaryLabels for masks"
            : $"LabelMap gives classes of 0 to {most} to {string.Join(", ", options.LabelMap.Keys)} alone. List all values in it";
        string ignored = options.Classes is not null && wrong.ContainsKey(255)
            ? " If 255 marks voxels to ignore, leave Classes unset, which lets it through to the loss's IgnoreLabel, or map it to 0."
            : "";
        throw new InvalidDataSetException(Path, $"has the label {found}; {expected}.{ignored}");
    }
}
