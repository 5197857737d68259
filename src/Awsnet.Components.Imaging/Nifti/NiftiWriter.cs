using System.IO.Compression;

namespace Awsnet.Components;

/// <summary>Writes an image as one file or as a pair, each under a temporary name until it is whole.</summary>
internal static class NiftiWriter
{
    public static void Write(string path, NiftiHeader header, NiftiVoxels voxels, NiftiWriteOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        bool isGzip = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        switch (Path.GetExtension(isGzip ? path[..^3] : path).ToLowerInvariant())
        {
            case ".nii":
                header = Placed(header with { IsPair = false });
                Save(path, isGzip, options, file =>
                {
                    WriteHeader(file, header, paddedTo: header.VoxelOffset);
                    WriteVoxels(file, header, voxels);
                });
                break;
            case ".hdr" or ".img":
                // The half that was named has that name, in whatever case.
                (string headerFile, string voxelFile) = NiftiFile.HalvesBeside(path, ".hdr", ".img") is { } voxelFiles
                    ? (path, voxelFiles[0])
                    : (NiftiFile.HalvesBeside(path, ".img", ".hdr")![0], path);
                header = header with { IsPair = true, VoxelOffset = 0 };
                _ = NiftiHeaderCodec.Encode(header); // a header that cannot be written must not cost the old voxels
                // The voxels first: a header never points at voxels that are not there.
                Save(voxelFile, isGzip, options, file => WriteVoxels(file, header, voxels));
                Save(headerFile, isGzip, options, file => WriteHeader(file, header, paddedTo: 0));
                break;
            default:
                throw new ArgumentException($"{path} must end in .nii, .hdr or .img, or one of them and .gz.", nameof(path));
        }
    }

    private static void Save(string path, bool isGzip, NiftiWriteOptions options, Action<Stream> write) => AtomicFile.Write(path, file =>
    {
        if (!isGzip)
        {
            write(file);
            return;
        }
        using GZipStream packed = GzipLevel.Pack(file, options.GzipLevel);
        write(packed);
    });

    /// <summary>
    /// The header with its voxels behind its extensions: where they were if there is room, else as near as 16-byte steps allow.
    /// </summary>
    private static NiftiHeader Placed(NiftiHeader header)
    {
        long end = NiftiHeader.FirstVoxelOffset(header.Version) + header.Extensions.Sum(extension => (long)SizeOf(extension));
        if (header.VoxelOffset >= end) return header;
        return header with { VoxelOffset = (end + 15) / 16 * 16 };
    }

    private static void WriteHeader(Stream file, NiftiHeader header, long paddedTo)
    {
        file.Write(NiftiHeaderCodec.Encode(header));
        file.Write([(byte)(header.Extensions.IsEmpty ? 0 : 1), 0, 0, 0]);
        long position = NiftiHeader.FirstVoxelOffset(header.Version);
        foreach (NiftiExtension extension in header.Extensions)
        {
            byte[] bytes = new byte[SizeOf(extension)];
            var head = new NiftiFields(bytes, header.IsBigEndian);
            head.SetInteger(0, 4, bytes.Length);
            head.SetInteger(4, 4, extension.Code);
            extension.Data.Span.CopyTo(bytes.AsSpan(8));
            file.Write(bytes);
            position += bytes.Length;
        }
        byte[] zeros = new byte[1 << 12];
        for (; position < paddedTo; position += Math.Min(zeros.Length, paddedTo - position))
            file.Write(zeros.AsSpan(0, (int)Math.Min(zeros.Length, paddedTo - position)));
    }

    private static void WriteVoxels(Stream file, NiftiHeader header, NiftiVoxels voxels)
    {
        using NiftiVoxelCursor cursor = voxels.Open(0, header.VoxelCount * header.DataType.BytesPerVoxel());
        int swappedBytes = voxels.SwappedBytes(header.DataType, header.IsBigEndian);
        while (cursor.Next(swappedBytes) is { IsEmpty: false } portion) file.Write(portion);
    }

    private static int SizeOf(NiftiExtension extension) => (8 + extension.Data.Length + 15) / 16 * 16;
}
