using System.Buffers.Binary;

namespace Awsnet.Components;

/// <summary>What a JPEG file says of its frame.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Components">1 for gray, 3 for color.</param>
internal readonly record struct JpegHeader(int Width, int Height, int Components)
{
    /// <summary>Huffman codes take at least a bit for each block of 8 x 8.</summary>
    private const int MostPixelsPerByte = 8 * 64;

    private const byte Baseline = 0xC0, Progressive = 0xC2, LastFrame = 0xCF,
        HuffmanTables = 0xC4, Extension = 0xC8, ArithmeticTables = 0xCC, EndOfImage = 0xD9, StartOfScan = 0xDA;

    /// <summary>The two bytes of the marker that every JPEG file begins with, and the first of the next.</summary>
    public static ReadOnlySpan<byte> Signature => [0xFF, 0xD8, 0xFF];

    /// <summary>Finds the frame's header.</summary>
    /// <param name="file">The file's bytes; it begins with JPEG's signature.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="InvalidImageFileException">The file is damaged, cut short, or of a kind that is not read.</exception>
    public static JpegHeader Find(ReadOnlySpan<byte> file, string path)
    {
        int at = 2;
        while (true)
        {
            while (at < file.Length && file[at] == 0xFF)
                at++;
            if (at + 3 > file.Length)
                throw CutShort();
            byte marker = file[at];
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 1)..]);
            if (file[at - 1] != 0xFF || marker is 0 or StartOfScan or EndOfImage || length < 2)
                throw new InvalidImageFileException(path, "is damaged: it has no frame header before its image data");
            if (length > file.Length - at - 1)
                throw CutShort();
            if (marker is >= Baseline and <= LastFrame and not (HuffmanTables or Extension or ArithmeticTables))
                return Decode(marker, file.Slice(at + 3, length - 2), file.Length, path);
            at += 1 + length;
        }

        InvalidImageFileException CutShort() => new(path, "ends before its frame header: the file is cut short");
    }

    private static JpegHeader Decode(byte marker, ReadOnlySpan<byte> frame, int fileLength, string path)
    {
        if (marker > Progressive)
        {
            throw new InvalidImageFileException(
                path, $"is a JPEG file of kind SOF{marker - Baseline}; baseline and progressive are read (SOF0 to SOF2). "
                + "Save it as one of these, or as PNG");
        }

        if (frame.Length < 6)
            throw new InvalidImageFileException(path, "is damaged: its frame header is too short");
        int bits = frame[0], height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]),
            width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        int components = frame[5];
        if (bits != 8)
            throw new InvalidImageFileException(
                path, $"is a JPEG file of {bits} bits a sample; 8 are read. Save it as PNG, of 16 bits if it is gray");
        if (width == 0 || height == 0)
            throw new InvalidImageFileException(path, $"its header gives {width} x {height} pixels");
        if (components is not (1 or 3))
        {
            string what = components == 4 ? "is a CMYK JPEG file, meant for printing" : $"is a JPEG file of {components} channels";
            throw new InvalidImageFileException(path, $"{what}; gray and RGB are read. Convert it to one of these");
        }

        return (long)width * height / MostPixelsPerByte <= fileLength
            ? new JpegHeader(width, height, components)
            : throw new InvalidImageFileException(
                path, $"its header gives {width} x {height} pixels, more than its {fileLength} bytes hold");
    }
}
