namespace Awsnet.Components.Myops.Tests;

/// <summary>Small label maps on disk.</summary>
internal static class LabelFile
{
    /// <summary>Writes int16 labels at 0.75 x 0.75 x 12 mm.</summary>
    public static string Write(string folder, string name, int[] shape, short[] labels)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        double[] spacing = [.. new[] { 0.75, 0.75, 12 }.Take(shape.Length)];
        NiftiImage.Create<short>(shape, spacing, labels).Write(path);
        return path;
    }

    /// <summary>A volume with one label in a box of voxels (half-open ranges).</summary>
    public static short[] Box(int[] shape, short label, Range x, Range y, Range z)
    {
        var labels = new short[shape[0] * shape[1] * shape[2]];
        for (var k = z.Start.Value; k < z.End.Value; k++)
            for (var j = y.Start.Value; j < y.End.Value; j++)
                for (var i = x.Start.Value; i < x.End.Value; i++)
                    labels[i + (shape[0] * (j + (shape[1] * k)))] = label;
        return labels;
    }
}
