namespace Awsnet.Components;

/// <summary>Reads the extensions between header and voxels.</summary>
internal static class NiftiExtensionReader
{
    /// <summary>Bytes asked for at a time: a length that lies costs no more memory than this beyond what the file holds.</summary>
    private const int Portion = 1 << 20;

    /// <param name="input">The header's file, just behind the header.</param>
    /// <param name="header">Gives byte order and place of the voxels.</param>
    /// <param name="path">For messages.</param>
    public static IEnumerable<NiftiExtension> Read(ImageFileInput input, NiftiHeader header, string path)
    {
        int size = NiftiLayout.Of(header.Version).Size;
        byte[] flag = new byte[4];
        if (input.ReadUpTo(flag) < 4 || flag[0] == 0) yield break;
        // In a pair the extensions go on to the end of the header's file.
        long left = header.IsPair ? long.MaxValue : header.VoxelOffset - size - 4;
        byte[] head = new byte[8];
        while (left >= 8)
        {
            int count = input.ReadUpTo(head);
            if (count == 0 && header.IsPair) yield break;
            if (count < 8) throw new InvalidImageFileException(path, "ends within its header extensions");
            var fields = new NiftiFields(head, header.IsBigEndian);
            (int length, int code) = ((int)fields.Integer(0, 4), (int)fields.Integer(4, 4));
            if (length == 0) yield break; // padding up to the voxels
            if (length < 8 || length > left)
                throw new InvalidImageFileException(path,
                    $"its header extension of code {code} gives {length} bytes as its " +
                    $"size{(header.IsPair ? "" : $", where {left} lie before the voxels")}");
            yield return new NiftiExtension(code, ReadData(input, length - 8, path));
            left -= length;
        }
    }

    private static byte[] ReadData(ImageFileInput input, int length, string path)
    {
        byte[] data = new byte[Math.Min(length, Portion)];
        int filled = 0;
        while (true)
        {
            int count = input.ReadUpTo(data.AsSpan(filled));
            filled += count;
            if (filled < data.Length) throw new InvalidImageFileException(path, "ends within its header extensions");
            if (filled == length) return data;
            Array.Resize(ref data, (int)Math.Min(length, 2L * data.Length));
        }
    }
}
