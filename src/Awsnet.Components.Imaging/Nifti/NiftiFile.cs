namespace Awsnet.Components;

/// <summary>Finds the one or two files of an image, reads header and extensions, and checks that the voxels are there.</summary>
internal static class NiftiFile
{
    private const int LargestHeader = 540;

    /// <summary>Reads the header and the extensions.</summary>
    public static NiftiHeader ReadHeader(string path)
    {
        using ImageFileInput input = OpenHeader(path);
        return ReadHeader(input);
    }

    /// <summary>Reads the header and checks that the file, or the other one of a pair, holds the voxels.</summary>
    public static (NiftiHeader Header, NiftiVoxels Voxels) Read(string path)
    {
        using ImageFileInput input = OpenHeader(path);
        NiftiHeader header = ReadHeader(input);
        long byteCount = ByteCountOf(header, input.Path);
        if (header.IsPair)
        {
            bool isNamed = HalvesBeside(path, ".img", ".hdr") is not null && File.Exists(path);
            string voxelFile = isNamed ? path : VoxelFileOf(input.Path);
            // Voxels alone may begin like a gzip file; a plain name and the very length that the header asks for tell them apart.
            bool isPlain = !voxelFile.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                && new FileInfo(voxelFile).Length == header.VoxelOffset + byteCount;
            using var voxels = ImageFileInput.Open(voxelFile, isPlain: isPlain);
            return (header, FileNiftiVoxels.Of(header, voxels, header.VoxelOffset, byteCount));
        }
        long offset = header.VoxelOffset == 0 ? NiftiHeader.FirstVoxelOffset(header.Version) : header.VoxelOffset;
        int least = NiftiLayout.Of(header.Version).Size;
        if (offset < least)
            throw new InvalidImageFileException(
                input.Path, $"its header places the first voxel at byte {offset}, inside the header of {least}");
        return (header, FileNiftiVoxels.Of(header, input, offset, byteCount));
    }

    private static ImageFileInput OpenHeader(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ImageFileInput.Open(HeaderOf(path));
    }

    private static NiftiHeader ReadHeader(ImageFileInput input)
    {
        byte[] bytes = new byte[LargestHeader];
        int count = input.ReadUpTo(bytes.AsSpan(0, NiftiLayout.Nifti1.Size));
        bool isLonger = bytes.AsSpan(4, 4).SequenceEqual("n+2\0"u8) || bytes.AsSpan(4, 4).SequenceEqual("ni2\0"u8);
        if (isLonger) count += input.ReadUpTo(bytes.AsSpan(count));
        NiftiHeader header = ByName(NiftiHeaderCodec.Decode(bytes.AsSpan(0, count), input.Path), input.Path);
        NiftiExtension[] extensions = [.. NiftiExtensionReader.Read(input, header, input.Path)];
        return extensions.Length == 0 ? header : header with { Extensions = [.. extensions] };
    }

    /// <summary>
    /// Some writers sign both kinds of files alike. As other readers do, a header whose name and neighbor show it to be half
    /// of a pair is taken for one, and a file that is none by its name and has room before its voxels for a whole.
    /// </summary>
    private static NiftiHeader ByName(NiftiHeader header, string path)
    {
        if (HalvesBeside(path, ".hdr", ".img") is { } voxelFiles)
            return header.IsPair || !voxelFiles.Any(File.Exists) ? header : header with { IsPair = true };
        bool hasRoom = header.VoxelOffset >= NiftiHeader.FirstVoxelOffset(header.Version);
        return header.IsPair && hasRoom ? header with { IsPair = false } : header;
    }

    private static long ByteCountOf(NiftiHeader header, string path)
    {
        try
        {
            long byteCount = checked(header.VoxelCount * header.DataType.BytesPerVoxel());
            _ = checked(byteCount + header.VoxelOffset + LargestHeader); // where they end is a number, too
            return byteCount;
        }
        catch (OverflowException e)
        {
            throw new InvalidImageFileException(
                path, $"its header gives the shape [{string.Join(", ", header.Shape)}], more voxels than any file can hold", e);
        }
    }

    /// <summary>The header file that belongs to an .img file; any other file is its own.</summary>
    private static string HeaderOf(string path)
    {
        if (HalvesBeside(path, ".img", ".hdr") is not { } candidates) return path;
        return Array.Find(candidates, File.Exists)
            ?? throw new InvalidImageFileException(path, $"holds voxels alone, and neither {Names(candidates)} is beside it");
    }

    private static string VoxelFileOf(string headerPath)
    {
        if (HalvesBeside(headerPath, ".hdr", ".img") is not { } candidates)
            throw new InvalidImageFileException(
                headerPath, "says that its voxels lie in a second file; such a header must be named .hdr or .hdr.gz");
        return Array.Find(candidates, File.Exists)
            ?? throw new InvalidImageFileException(
                headerPath, $"says that its voxels lie in a second file, and neither {Names(candidates)} is beside it");
    }

    /// <summary>
    /// The names that the other half of a pair may have: first the one compressed as this half is, with <c>.gz</c> spelled as here. Null
    /// where the name is not one of this half.
    /// </summary>
    public static string[]? HalvesBeside(string path, string extension, string other)
    {
        string suffix = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[^3..] : "";
        string name = path[..^suffix.Length];
        if (!name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) return null;
        bool isUpper = char.IsUpper(name[^1]);
        string plain = name[..^extension.Length] + Cased(other, isUpper);
        return suffix.Length > 0 ? [plain + suffix, plain] : [plain, plain + Cased(".gz", isUpper)];
    }

    private static string Cased(string extension, bool isUpper) => isUpper ? extension.ToUpperInvariant() : extension;

    private static string Names(string[] paths) => string.Join(" nor ", paths.Select(Path.GetFileName));
}
