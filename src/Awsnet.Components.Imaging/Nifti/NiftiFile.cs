namespace Awsnet.Components;

/// <summary>Finds the one or two files of an image, reads header and extensions, and checks that the voxels are there.</summary>
internal static class NiftiFile
{
    private const int LargestHeader = 540;

    /// <summary>Reads the header and the extensions.</summary>
    /// <returns>The header and the file that it lies in.</returns>
    public static (NiftiHeader Header, string HeaderPath) ReadHeader(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string headerPath = HeaderOf(path);
        using var input = ImageFileInput.Open(headerPath);
        byte[] bytes = new byte[LargestHeader];
        int count = input.ReadUpTo(bytes.AsSpan(0, NiftiLayout.Nifti1.Size));
        bool isLonger = count == NiftiLayout.Nifti1.Size && bytes.AsSpan(4, 4).SequenceEqual("n+2\0"u8) || bytes.AsSpan(4, 4).SequenceEqual("ni2\0"u8);
        if (isLonger) count += input.ReadUpTo(bytes.AsSpan(count));
        NiftiHeader header = NiftiHeaderCodec.Decode(bytes.AsSpan(0, count), headerPath);
        return (header with { Extensions = [.. NiftiExtensionReader.Read(input, header, headerPath)] }, headerPath);
    }

    /// <summary>The voxels of an image whose header was read, after a check that the file can hold them.</summary>
    public static FileNiftiVoxels VoxelsOf(NiftiHeader header, string headerPath)
    {
        string path = header.IsPair ? VoxelFileOf(headerPath) : headerPath;
        long byteCount = ByteCountOf(header, headerPath);
        long offset = header.VoxelOffset;
        if (!header.IsPair)
        {
            if (offset == 0) offset = NiftiHeader.FirstVoxelOffset(header.Version);
            int least = NiftiLayout.Of(header.Version).Size;
            if (offset < least)
                throw new InvalidImageFileException(path, $"its header places the first voxel at byte {offset}, inside the header of {least}");
        }
        return FileNiftiVoxels.Of(header, path, offset, byteCount);
    }

    private static long ByteCountOf(NiftiHeader header, string path)
    {
        try
        {
            return checked(header.VoxelCount * header.DataType.BytesPerVoxel());
        }
        catch (OverflowException e)
        {
            throw new InvalidImageFileException(path, $"its header gives the shape [{string.Join(", ", header.Shape)}], more voxels than any file can hold", e);
        }
    }

    /// <summary>The header file that belongs to an .img file; any other file is its own.</summary>
    private static string HeaderOf(string path)
    {
        if (StemBefore(path, ".img") is not (string stem, bool isUpper)) return path;
        string[] candidates = [stem + Cased(".hdr", isUpper), stem + Cased(".hdr.gz", isUpper)];
        return Array.Find(candidates, File.Exists)
            ?? throw new InvalidImageFileException(path, $"holds voxels alone, and neither {Names(candidates)} is beside it");
    }

    private static string VoxelFileOf(string headerPath)
    {
        if (StemBefore(headerPath, ".hdr") is not (string stem, bool isUpper))
            throw new InvalidImageFileException(headerPath, "says that its voxels lie in a second file; such a header must be named .hdr or .hdr.gz");
        string[] candidates = [stem + Cased(".img", isUpper), stem + Cased(".img.gz", isUpper)];
        return Array.Find(candidates, File.Exists)
            ?? throw new InvalidImageFileException(headerPath, $"says that its voxels lie in a second file, and neither {Names(candidates)} is beside it");
    }

    private static (string Stem, bool IsUpper)? StemBefore(string path, string extension)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        if (!name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) return null;
        return (name[..^extension.Length], char.IsUpper(name[^1]));
    }

    private static string Cased(string extension, bool isUpper) => isUpper ? extension.ToUpperInvariant() : extension;

    private static string Names(string[] paths) => string.Join(" nor ", paths.Select(Path.GetFileName));
}
