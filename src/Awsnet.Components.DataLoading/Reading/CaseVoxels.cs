namespace Awsnet.Components;

/// <summary>A decoded, normalized case, with what is needed to find foreground quickly.</summary>
internal sealed class CaseVoxels
{
    private readonly float[][] channels;
    private readonly byte[]? labels;

    // How many voxels of each class that is there each slice has; background not counted.
    private readonly (byte Class, int[] BySlice, long All)[] foreground;

    public CaseVoxels(SegmentationSample sample, IntensityNormalization normalization)
    {
        (Depth, Height, Width) = (sample.Depth, sample.Height, sample.Width);
        channels = [.. sample.Channels];
        labels = sample.Labels;
        foreach (float[] channel in channels)
            normalization.Apply(channel);
        foreground = labels is null ? [] : [.. Count(labels, Depth, Height * Width)];
        Bytes = (long)Depth * Height * Width * (channels.Length * sizeof(float) + (labels is null ? 0 : 1))
            + foreground.Length * Depth * sizeof(int);
    }

    public int Channels => channels.Length;

    public int Depth { get; }

    public int Height { get; }

    public int Width { get; }

    /// <summary>The memory it takes.</summary>
    public long Bytes { get; }

    public bool HasForeground => foreground.Length > 0;

    /// <summary>A voxel of a class: both drawn, each class that is there and then each of its voxels equally likely.</summary>
    public (int Z, int Y, int X) DrawForeground(RandomStream random)
    {
        var (label, bySlice, all) = foreground[random.Below(foreground.Length)];
        long rank = (long)Math.BigMul(random.Next(), (ulong)all, out _);
        int z = 0;
        while (rank >= bySlice[z])
            rank -= bySlice[z++];
        ReadOnlySpan<byte> slice = labels.AsSpan(z * Height * Width, Height * Width);
        int at = -1;
        for (; rank >= 0; rank--)
            at += 1 + slice[(at + 1)..].IndexOf(label);
        return (z, at / Width, at % Width);
    }

    /// <summary>Copies a part; what lies beside the image is left as it is.</summary>
    /// <param name="box">Where the part lies; its start may be negative.</param>
    /// <param name="images">[C, D, H, W].</param>
    /// <param name="classes">[D, H, W].</param>
    public void Copy(VoxelBox box, Span<float> images, Span<byte> classes)
    {
        int size = box.Depth * box.Height * box.Width;
        int left = Math.Max(0, -box.X), count = Math.Min(Width, box.X + box.Width) - Math.Max(0, box.X);
        if (count <= 0)
            return;
        for (int z = Math.Max(0, -box.Z); z < box.Depth && box.Z + z < Depth; z++)
        {
            for (int y = Math.Max(0, -box.Y); y < box.Height && box.Y + y < Height; y++)
            {
                int from = ((box.Z + z) * Height + box.Y + y) * Width + box.X + left, to = (z * box.Height + y) * box.Width + left;
                for (int c = 0; c < channels.Length; c++)
                    channels[c].AsSpan(from, count).CopyTo(images[(c * size + to)..]);
                if (labels is not null)
                    labels.AsSpan(from, count).CopyTo(classes[to..]);
            }
        }
    }

    private static IEnumerable<(byte, int[], long)> Count(byte[] labels, int depth, int plane)
    {
        var bySlice = new int[256][];
        for (int z = 0; z < depth; z++)
        {
            foreach (byte label in labels.AsSpan(z * plane, plane))
            {
                if (label != 0)
                    (bySlice[label] ??= new int[depth])[z]++;
            }
        }

        for (int label = 1; label < bySlice.Length; label++)
            if (bySlice[label] is { } counts)
                yield return ((byte)label, counts, counts.Sum(count => (long)count));
    }
}
