namespace Awsnet.Components.Samples;

/// <summary>Data: a patient's bSSFP, LGE and T2, from 0 to 1, and labels, cropped to the middle of the slices, [slice, y, x].</summary>
/// <param name="Id">The patient.</param>
/// <param name="Grid">The original grid, which scores are taken on.</param>
/// <param name="Middle">Between the original grid and CASN's.</param>
/// <param name="Sequences">The images.</param>
/// <param name="Labels">The annotation.</param>
/// <param name="Truth">The annotation on the original grid.</param>
internal sealed record Heart(string Id, MaskGrid Grid, GridMapping Middle, float[][] Sequences, short[] Labels, short[] Truth)
{
    /// <summary>The paper's center crop: 384 x 384.</summary>
    public const int Side = 384, Plane = Side * Side;

    public int Slices => Grid.Depth;

    public bool HasScar => Truth.Contains(MyoPsLabels.Scar);

    public bool HasVentricle => Classes(MyoPsTarget.LeftVentricle).Contains((byte)1);

    /// <summary>A heart that never beat.</summary>
    public static Heart Generated(long seed, int index)
    {
        PhantomCase drawn = CardiacPhantom.Generate(seed, index);
        double pixel = drawn.PixelSpacingMm;
        var grid = MaskGrid.Volume(drawn.Slices, drawn.Height, drawn.Width, drawn.SliceSpacingMm, pixel, pixel);
        short[][] stored = [drawn.C0, drawn.De, drawn.T2];
        float[][] sequences = [.. stored.Select(values => Array.ConvertAll(values, value => (float)value))];
        return Cropped($"heart-{index + 1:00}", grid, sequences, drawn.Labels);
    }

    /// <summary>A patient of MyoPS 2020.</summary>
    public static Heart Read(MyoPsCase files)
    {
        MyoPsVolume read = files.Load();
        var grid = MaskGrid.Volume(
            read.Slices, read.Height, read.Width, read.SliceSpacingMm, read.RowSpacingMm, read.ColumnSpacingMm);
        return Cropped(read.Id, grid, [read.C0, read.De, read.T2], read.Labels!);
    }

    /// <summary>All sequences of all slices, [slices, 3, 384, 384]: CASN's early fusion.</summary>
    public Tensor Images() => stack(Sequences.Select(sequence => tensor(sequence, [Slices, Side, Side])), 1);

    /// <summary>The annotation as the classes of a network.</summary>
    public byte[] Classes(MyoPsTarget target)
    {
        var classes = new byte[Labels.Length];
        MyoPsLabels.ToClasses(Labels, target, classes);
        return classes;
    }

    /// <summary>A slice's sequences on a network's grid, [channels, height, width].</summary>
    public static float[] Crop(IEnumerable<float[]> sequences, int slice, GridMapping region) => [.. sequences.SelectMany(sequence =>
    {
        var image = new float[region.Height * region.Width];
        Casn.ToNetwork(region, OfSlice(sequence, slice), image);
        return image;
    })];

    /// <summary>A slice's classes on a network's grid, [height, width].</summary>
    public static byte[] Crop(byte[] classes, int slice, GridMapping region)
    {
        var seen = new byte[region.Height * region.Width];
        region.LabelsToNetwork<byte>(OfSlice(classes, slice), seen);
        return seen;
    }

    /// <summary>Labels back on the original grid.</summary>
    public short[] ToOriginal(short[] labels)
    {
        var original = new short[Truth.Length];
        for (int z = 0; z < Slices; z++)
            Middle.LabelsToOriginal<short>(OfSlice(labels, z), original.AsSpan(z * Grid.Rows * Grid.Columns, Grid.Rows * Grid.Columns));
        return original;
    }

    public static Span<T> OfSlice<T>(T[] volume, int slice) => volume.AsSpan(slice * Plane, Plane);

    private static Heart Cropped(string id, MaskGrid grid, float[][] sequences, short[] truth)
    {
        var crop = GridMapping.CenterCrop(grid.Rows, grid.Columns, Side, Side);
        int slices = grid.Depth, plane = grid.Rows * grid.Columns;
        float[][] cropped = [.. sequences.Select(_ => new float[slices * Plane])];
        var labels = new short[slices * Plane];
        for (int z = 0; z < slices; z++)
        {
            for (int channel = 0; channel < sequences.Length; channel++)
                crop.ImageToNetwork(sequences[channel].AsSpan(z * plane, plane), OfSlice(cropped[channel], z));
            crop.LabelsToNetwork<short>(truth.AsSpan(z * plane, plane), OfSlice(labels, z));
        }
        // MR intensities have no unit: the 1st and the 99th percentile become 0 and 1.
        foreach (float[] sequence in cropped)
            Normalize.Percentiles(sequence, 1, 99);
        return new Heart(id, grid, crop, cropped, labels, truth);
    }
}
