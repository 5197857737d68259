using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>Header bytes to <see cref="NiftiHeader"/> and back.</summary>
internal static class NiftiHeaderCodec
{
    private const long LargestExactOffset = 1L << 53;

    /// <summary>Finds version and byte order, then the fields.</summary>
    /// <param name="bytes">The file's first bytes: 540, or as many as it has.</param>
    /// <param name="path">For messages.</param>
    public static NiftiHeader Decode(ReadOnlySpan<byte> bytes, string path)
    {
        NiftiLayout layout = LayoutOf(bytes, path);
        byte[] own = bytes[..layout.Size].ToArray();
        bool isBigEndian = ByteOrderOf(own, layout, path);
        var fields = new NiftiFields(own, isBigEndian);
        var type = (NiftiDataType)fields.Integer(layout.DataType, 2);
        if (!Enum.IsDefined(type)) throw new InvalidImageFileException(path, UnknownType((int)type));
        int units = (int)fields.Integer(layout.Units, layout.SmallSize);
        return new NiftiHeader
        {
            Version = layout.Version,
            IsBigEndian = isBigEndian,
            IsPair = own[layout.Magic + 1] == (byte)'i',
            Shape = ShapeOf(fields, layout, path),
            PixelDimensions = [.. fields.Reals(layout.PixelDimensions, layout.RealSize, 8)],
            DataType = type,
            ScaleSlope = fields.Real(layout.ScaleSlope, layout.RealSize),
            ScaleIntercept = fields.Real(layout.ScaleIntercept, layout.RealSize),
            VoxelOffset = VoxelOffsetOf(fields, layout, path),
            IntentCode = (int)fields.Integer(layout.IntentCode, layout.CodeSize),
            IntentParameters = [.. fields.Reals(layout.IntentParameters, layout.RealSize, 3)],
            IntentName = fields.Text(layout.IntentName, 16),
            SpatialUnit = (NiftiSpatialUnit)(units & 0x07),
            TemporalUnit = (NiftiTemporalUnit)(units & 0x38),
            QFormCode = (NiftiTransformCode)fields.Integer(layout.QFormCode, layout.CodeSize),
            SFormCode = (NiftiTransformCode)fields.Integer(layout.SFormCode, layout.CodeSize),
            Quaternion = [.. fields.Reals(layout.Quaternion, layout.RealSize, 3)],
            QOffset = [.. fields.Reals(layout.QOffset, layout.RealSize, 3)],
            SForm = [.. fields.Reals(layout.SForm, layout.RealSize, 12)],
            Description = fields.Text(layout.Description, 80),
            AuxiliaryFile = fields.Text(layout.AuxiliaryFile, 24),
            CalibrationMaximum = fields.Real(layout.CalibrationMaximum, layout.RealSize),
            CalibrationMinimum = fields.Real(layout.CalibrationMinimum, layout.RealSize),
            SliceDuration = fields.Real(layout.SliceDuration, layout.RealSize),
            TimeOffset = fields.Real(layout.TimeOffset, layout.RealSize),
            SliceStart = fields.Integer(layout.SliceStart, layout.CountSize),
            SliceEnd = fields.Integer(layout.SliceEnd, layout.CountSize),
            SliceCode = (int)fields.Integer(layout.SliceCode, layout.SmallSize),
            DimensionInfo = (int)fields.Integer(layout.DimensionInfo, 1),
            Original = own,
        };
    }

    /// <summary>The header's bytes, without extension flag and extensions.</summary>
    public static byte[] Encode(NiftiHeader header)
    {
        NiftiLayout layout = NiftiLayout.Of(header.Version);
        byte[] bytes = Template(header, layout);
        var fields = new NiftiFields(bytes, header.IsBigEndian);
        bytes[layout.Magic + 1] = (byte)(header.IsPair ? 'i' : '+');
        SetShape(fields, layout, header.Shape);
        fields.SetReals(layout.PixelDimensions, layout.RealSize, header.PixelDimensions);
        if ((NiftiDataType)fields.Integer(layout.DataType, 2) != header.DataType)
        {
            fields.SetInteger(layout.DataType, 2, (long)header.DataType);
            fields.SetInteger(layout.BitsPerVoxel, 2, 8 * header.DataType.BytesPerVoxel());
        }
        fields.SetReal(layout.ScaleSlope, layout.RealSize, header.ScaleSlope);
        fields.SetReal(layout.ScaleIntercept, layout.RealSize, header.ScaleIntercept);
        if (layout.Version == 1 && (long)(float)header.VoxelOffset != header.VoxelOffset)
            throw new ArgumentException(
                $"VoxelOffset is {header.VoxelOffset}, which NIfTI-1's single precision does not hold exactly; use Version = 2, or 0 for " +
                "the nearest place.");
        if (layout.Version == 1) fields.SetReal(layout.VoxelOffset, 4, header.VoxelOffset);
        else fields.SetInteger(layout.VoxelOffset, 8, header.VoxelOffset);
        fields.SetInteger(layout.IntentCode, layout.CodeSize, header.IntentCode);
        fields.SetReals(layout.IntentParameters, layout.RealSize, header.IntentParameters);
        fields.SetText(layout.IntentName, 16, header.IntentName);
        long units = fields.Integer(layout.Units, layout.SmallSize) & ~0x3FL;
        fields.SetInteger(layout.Units, layout.SmallSize, units | (long)header.SpatialUnit | (long)header.TemporalUnit);
        fields.SetInteger(layout.QFormCode, layout.CodeSize, (long)header.QFormCode);
        fields.SetInteger(layout.SFormCode, layout.CodeSize, (long)header.SFormCode);
        fields.SetReals(layout.Quaternion, layout.RealSize, header.Quaternion);
        fields.SetReals(layout.QOffset, layout.RealSize, header.QOffset);
        fields.SetReals(layout.SForm, layout.RealSize, header.SForm);
        fields.SetText(layout.Description, 80, header.Description);
        fields.SetText(layout.AuxiliaryFile, 24, header.AuxiliaryFile);
        fields.SetReal(layout.CalibrationMaximum, layout.RealSize, header.CalibrationMaximum);
        fields.SetReal(layout.CalibrationMinimum, layout.RealSize, header.CalibrationMinimum);
        fields.SetReal(layout.SliceDuration, layout.RealSize, header.SliceDuration);
        fields.SetReal(layout.TimeOffset, layout.RealSize, header.TimeOffset);
        fields.SetInteger(layout.SliceStart, layout.CountSize, header.SliceStart);
        fields.SetInteger(layout.SliceEnd, layout.CountSize, header.SliceEnd);
        fields.SetInteger(layout.SliceCode, layout.SmallSize, header.SliceCode);
        fields.SetInteger(layout.DimensionInfo, 1, header.DimensionInfo);
        return bytes;
    }

    /// <summary>The bytes of the file that the header was read from, or an empty header of the standard's making.</summary>
    private static byte[] Template(NiftiHeader header, NiftiLayout layout)
    {
        if (header.Original.Length == layout.Size && ByteOrderOf(header.Original.Span, layout, "") == header.IsBigEndian)
            return header.Original.ToArray();
        byte[] bytes = new byte[layout.Size];
        new NiftiFields(bytes, header.IsBigEndian).SetInteger(0, 4, layout.Size);
        ReadOnlySpan<byte> magic = layout.Version == 1 ? "n+1\0"u8 : "n+2\0\r\n\x1a\n"u8;
        magic.CopyTo(bytes.AsSpan(layout.Magic));
        if (layout.Version == 1) bytes[38] = (byte)'r'; // "regular", which ANALYZE readers expect
        return bytes;
    }

    private static NiftiLayout LayoutOf(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.Length >= 348 && IsMagic(bytes[344..348], (byte)'1')) return NiftiLayout.Nifti1;
        if (bytes.Length >= 12 && IsMagic(bytes[4..8], (byte)'2'))
        {
            if (bytes.Length < 540) throw new InvalidImageFileException(
                path, $"ends after {bytes.Length} bytes, within its NIfTI-2 header of 540");
            if (!bytes[8..12].SequenceEqual("\r\n\x1a\n"u8))
                throw new InvalidImageFileException(
                    path, "its NIfTI-2 signature is damaged, as by a transfer in text mode; copy the file again in binary mode");
            return NiftiLayout.Nifti2;
        }
        if (bytes.Length < 348) throw new InvalidImageFileException(path, $"has {bytes.Length} bytes; a NIfTI header alone takes 348");
        bool isAnalyze = bytes[..4].SequenceEqual<byte>([0x5C, 1, 0, 0]) || bytes[..4].SequenceEqual<byte>([0, 0, 1, 0x5C]);
        throw new InvalidImageFileException(path, isAnalyze
            ? "is an ANALYZE 7.5 header, which says nothing of orientation; convert it to NIfTI first"
            : "is no NIfTI file: it has neither the signature n+1 or ni1 at byte 344 nor n+2 or ni2 at byte 4");
    }

    private static bool IsMagic(ReadOnlySpan<byte> magic, byte version) =>
        magic[0] == 'n' && magic[1] is (byte)'+' or (byte)'i' && magic[2] == version && magic[3] == 0;

    /// <summary>True for big endian: the order in which the header's size is right, else the one in which it has 1 to 7 axes.</summary>
    private static bool ByteOrderOf(ReadOnlySpan<byte> bytes, NiftiLayout layout, string path)
    {
        byte[] copy = bytes.ToArray();
        foreach (bool isBigEndian in (ReadOnlySpan<bool>)[false, true])
        {
            if (new NiftiFields(copy, isBigEndian).Integer(0, 4) == layout.Size) return isBigEndian;
        }
        foreach (bool isBigEndian in (ReadOnlySpan<bool>)[false, true])
        {
            if (new NiftiFields(copy, isBigEndian).Integer(layout.Dimensions, layout.CountSize) is >= 1 and <= 7) return isBigEndian;
        }
        throw new InvalidImageFileException(
            path, $"its header gives neither its own size ({layout.Size}) nor 1 to 7 axes in either byte order");
    }

    private static ImmutableArray<int> ShapeOf(NiftiFields fields, NiftiLayout layout, string path)
    {
        long Dimension(int i, NiftiFields from) => from.Integer(layout.Dimensions + i * layout.CountSize, layout.CountSize);
        long count = Dimension(0, fields);
        if (count is < 1 or > 7) throw new InvalidImageFileException(path, $"its header gives {count} axes (dim[0]); NIfTI has 1 to 7");
        var lengths = new long[count];
        for (int i = 0; i < count; i++) lengths[i] = Dimension(i + 1, fields);
        if (layout.Version == 1) UnfoldFreeSurferVector(lengths, fields);
        for (int i = 0; i < count; i++)
        {
            // Old writers leave 0 where an axis beyond the third is not used.
            if (lengths[i] == 0 && i >= 3) lengths[i] = 1;
            if (lengths[i] is < 1 or > int.MaxValue)
                throw new InvalidImageFileException(path, $"its header gives axis {i + 1} the length {lengths[i]} (dim[{i + 1}])");
        }
        return [.. lengths.Select(length => (int)length)];
    }

    /// <summary>
    /// FreeSurfer's surface vectors pass the 16 bits of an axis: the length lies in glmin, or is folded as 27307 x 1 x 6.
    /// </summary>
    private static void UnfoldFreeSurferVector(long[] lengths, NiftiFields fields)
    {
        if (lengths.Length < 3 || lengths[1] != 1) return;
        if (lengths[0] == -1 && lengths[2] == 1) lengths[0] = fields.Integer(144, 4);
        else if (lengths[0] == 27307 && lengths[2] == 6) (lengths[0], lengths[2]) = (163842, 1);
    }

    private static void SetShape(NiftiFields fields, NiftiLayout layout, ImmutableArray<int> shape)
    {
        if (fields.Integer(layout.Dimensions, layout.CountSize) == shape.Length && ShapeOf(fields, layout, "").SequenceEqual(shape)) return;
        if (layout.Version == 1 && shape.Any(length => length > short.MaxValue))
            throw new ArgumentException(
                $"Shape [{string.Join(", ", shape)}] passes NIfTI-1's limit of {short.MaxValue} an axis; use Version = 2.", nameof(shape));
        fields.SetInteger(layout.Dimensions, layout.CountSize, shape.Length);
        for (int i = 0; i < 7; i++)
            fields.SetInteger(layout.Dimensions + (i + 1) * layout.CountSize, layout.CountSize, i < shape.Length ? shape[i] : 1);
    }

    private static long VoxelOffsetOf(NiftiFields fields, NiftiLayout layout, string path)
    {
        double offset = layout.Version == 1 ? fields.Real(layout.VoxelOffset, 4) : fields.Integer(layout.VoxelOffset, 8);
        if (!(offset >= 0 && offset <= LargestExactOffset)) // not a number fails both
            throw new InvalidImageFileException(
                path, FormattableString.Invariant($"its header places the first voxel at byte {offset} (vox_offset)"));
        return (long)offset;
    }

    private static string UnknownType(int code) => code switch
    {
        0 => "its header gives no data type (code 0)",
        1 => "holds single bits (data type 1), for which the standard gives no layout",
        1536 or 2048 => $"holds numbers of quadruple precision (data type {code}), which are not read; convert them to double precision " +
            "first",
        _ => $"its header gives data type {code}, which the standard does not define",
    };
}
