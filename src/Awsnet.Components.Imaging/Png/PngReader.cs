namespace Awsnet.Components;

/// <summary>Reads a PNG file: the chunks, the packed rows, their filters, the interlace.</summary>
internal sealed class PngReader(string path, PngReadOptions options)
{
    /// <summary>Deflate packs at most 258 bytes into two bits.</summary>
    private const int MostPerPackedByte = 1032;

    /// <summary>Content this much larger than its file, and this large, is measured before memory is taken for it.</summary>
    private const int SuspectRatio = 64;
    private const long SuspectLength = 64 << 20;

    public PngImage Read()
    {
        using var chunks = new PngChunkReader(path);
        PngHeader header = ReadHeader(chunks);
        PngColor[] palette = [];
        byte[]? transparency = null;
        while (chunks.Next().Type != PngChunk.Data)
        {
            if (chunks.Current.Type == PngChunk.Palette) palette = ReadPalette(chunks, header);
            else if (chunks.Current.Type == PngChunk.Transparency) transparency = ReadTransparency(chunks, header, palette.Length);
            else if (chunks.Current.Type == PngChunk.End) throw new InvalidImageFileException(path, "holds no image data");
            else if (chunks.Current.IsCritical) throw new InvalidImageFileException(path, $"has an unknown chunk {chunks.Current.Name} that no reader may pass over");
            else chunks.SkipData();
        }
        if (header.ColorType == PngColorType.Palette && palette.Length == 0) throw new InvalidImageFileException(path, "is a palette image without a palette");
        CheckLength(chunks, header);

        var image = new PngImage(header, palette, transparency);
        using (var unpacker = new PngUnpacker(path, chunks))
        {
            ReadPasses(unpacker, header, image);
            unpacker.CheckEnd();
        }
        chunks.FinishData();
        while (chunks.Current.Type != PngChunk.End)
        {
            chunks.SkipData();
            chunks.Next();
        }
        chunks.ReadData();
        if (image.LargestIndex() is int index && index >= palette.Length)
            throw new InvalidImageFileException(path, $"uses color {index} of a palette of {palette.Length}");
        return image;
    }

    private PngHeader ReadHeader(PngChunkReader chunks)
    {
        PngChunk first = chunks.Next();
        if (first.Type == PngChunk.Apple) throw new InvalidImageFileException(path, "is an Apple variant of PNG (chunk CgBI), which other programs cannot read; export it as plain PNG");
        if (first.Type != PngChunk.Header || first.Length != PngHeader.Size)
            throw new InvalidImageFileException(path, "does not begin with a header chunk of 13 bytes");
        PngHeader header = PngHeader.Decode(chunks.ReadData(), path);
        if (header.PixelCount > options.MaximumPixelCount)
            throw new InvalidImageFileException(path, $"is {header.Width} x {header.Height} pixels, above the limit of {options.MaximumPixelCount}; where that is meant, raise PngReadOptions.MaximumPixelCount");
        if (header.PixelCount * header.Channels > Array.MaxLength)
            throw new InvalidImageFileException(path, $"is {header.Width} x {header.Height} pixels, more than one array can hold");
        return header;
    }

    private PngColor[] ReadPalette(PngChunkReader chunks, PngHeader header)
    {
        int count = chunks.Current.Length / 3;
        int most = header.ColorType == PngColorType.Palette ? 1 << header.BitDepth : 256;
        if (chunks.Current.Length % 3 != 0 || count == 0 || count > most)
            throw new InvalidImageFileException(path, $"its palette takes {chunks.Current.Length} bytes; it must hold 1 to {most} colors of 3");
        byte[] data = chunks.ReadData();
        return [.. Enumerable.Range(0, count).Select(i => new PngColor(data[3 * i], data[3 * i + 1], data[3 * i + 2]))];
    }

    private byte[] ReadTransparency(PngChunkReader chunks, PngHeader header, int paletteLength)
    {
        bool isRight = header.ColorType switch
        {
            PngColorType.Gray => chunks.Current.Length == 2,
            PngColorType.Rgb => chunks.Current.Length == 6,
            PngColorType.Palette => chunks.Current.Length <= paletteLength,
            _ => false,
        };
        return isRight ? chunks.ReadData() : throw new InvalidImageFileException(path, $"its transparency takes {chunks.Current.Length} bytes, which does not fit its color type");
    }

    /// <summary>Compares the rows that the header promises with what the file can hold, before memory is taken for them.</summary>
    private void CheckLength(PngChunkReader chunks, PngHeader header)
    {
        long promised = 0;
        foreach (PngPass pass in PngPass.Of(header)) promised += pass.Height * (1 + header.RowBytes(pass.Width));
        if (promised / MostPerPackedByte > chunks.FileLength) throw TooShort(header);
        if (promised < SuspectLength || promised / SuspectRatio < chunks.FileLength) return;
        using var again = new PngChunkReader(path);
        while (again.Next().Type != PngChunk.Data) again.SkipData();
        using var unpacker = new PngUnpacker(path, again);
        if (unpacker.Skip(promised) < promised) throw TooShort(header);
    }

    private InvalidImageFileException TooShort(PngHeader header) => new(path,
        $"its header gives {header.Width} x {header.Height} pixels, more than its {new FileInfo(path).Length} bytes hold");

    private void ReadPasses(PngUnpacker unpacker, PngHeader header, PngImage image)
    {
        byte[] row = new byte[header.RowBytes(header.Width)], above = new byte[row.Length];
        foreach (PngPass pass in PngPass.Of(header))
        {
            int rowBytes = (int)header.RowBytes(pass.Width);
            Array.Clear(above);
            for (int y = 0; y < pass.Height; y++)
            {
                byte filter = unpacker.ReadFilter();
                unpacker.Read(row.AsSpan(0, rowBytes));
                if (!PngFilter.Undo(filter, row.AsSpan(0, rowBytes), above, header.FilterDistance))
                    throw new InvalidImageFileException(path, $"its row {pass.Top + y * pass.Down} has the filter {filter}, which the standard does not define");
                image.SetRow(pass, y, row);
                (row, above) = (above, row);
            }
        }
    }
}
