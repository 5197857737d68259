namespace Awsnet.Components.Myops;

/// <summary>
/// Connected parts of what is marked in a volume, voxels joined by faces, edges and corners: the slices are few and far apart.
/// </summary>
internal static class MaskParts
{
    /// <summary>Gives the parts of a class that are small beside its largest one to another class.</summary>
    /// <param name="labels">[slices, height, width]; changed in place.</param>
    /// <param name="isIn">What belongs to the parts.</param>
    /// <param name="instead">What the voxels of a small part become.</param>
    /// <param name="slices">Slices.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="least">The least size that is kept, as a part of the largest one's; 0 keeps all.</param>
    public static void DropSmall<T>(Span<T> labels, Func<T, bool> isIn, T instead, int slices, int height, int width, double least)
    {
        if (least <= 0) return;
        List<List<int>> parts = [];
        var seen = new bool[labels.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            if (!seen[i] && isIn(labels[i])) parts.Add(PartAt(i, labels, isIn, seen, slices, height, width));
        }

        if (parts.Count == 0) return;
        var largest = parts.Max(part => part.Count);
        foreach (var part in parts)
        {
            if (part.Count >= least * largest) continue;
            foreach (var voxel in part) labels[voxel] = instead;
        }
    }

    private static List<int> PartAt<T>(int start, ReadOnlySpan<T> labels, Func<T, bool> isIn, bool[] seen, int slices, int height, int width)
    {
        List<int> part = [start];
        seen[start] = true;
        for (var next = 0; next < part.Count; next++)
        {
            int z = part[next] / (height * width), y = part[next] / width % height, x = part[next] % width;
            for (var atZ = Math.Max(0, z - 1); atZ <= Math.Min(slices - 1, z + 1); atZ++)
            {
                for (var atY = Math.Max(0, y - 1); atY <= Math.Min(height - 1, y + 1); atY++)
                {
                    for (var atX = Math.Max(0, x - 1); atX <= Math.Min(width - 1, x + 1); atX++)
                    {
                        var i = (((atZ * height) + atY) * width) + atX;
                        if (seen[i] || !isIn(labels[i])) continue;
                        seen[i] = true;
                        part.Add(i);
                    }
                }
            }
        }

        return part;
    }
}
