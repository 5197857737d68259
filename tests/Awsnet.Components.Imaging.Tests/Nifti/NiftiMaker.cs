using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Awsnet.Components.Tests;

/// <summary>
/// Makes NIfTI files byte by byte, at the standard's offsets, of any kind and with any fault; shares nothing with the library's own writer.
/// </summary>
internal sealed class NiftiMaker
{
    private readonly byte[] header;
    private readonly bool isBigEndian;
    private readonly int version;

    public NiftiMaker(int version = 1, bool bigEndian = false, string? magic = null)
    {
        (this.version, isBigEndian) = (version, bigEndian);
        header = new byte[version == 1 ? 348 : 540];
        Int32(0, header.Length);
        if (version == 1) Encoding.ASCII.GetBytes(magic ?? "n+1").CopyTo(header, 344);
        else "\r\n\x1a\n"u8.CopyTo(header.AsSpan(8));
        if (version == 2) Encoding.ASCII.GetBytes(magic ?? "n+2").CopyTo(header, 4);
        Pixdim(1, 1, 1, 1, 1, 1, 1, 1);
        VoxOffset(header.Length + 4);
        Scale(1, 0);
    }

    public NiftiMaker Dim(params long[] dim)
    {
        for (int i = 0; i < 8; i++)
        {
            long value = i < dim.Length ? dim[i] : 1;
            if (version == 1) Int16(40 + 2 * i, (short)value);
            else Int64(16 + 8 * i, value);
        }
        return this;
    }

    public NiftiMaker Type(int code, int bits) => version == 1
        ? Int16(70, (short)code).Int16(72, (short)bits)
        : Int16(12, (short)code).Int16(14, (short)bits);

    public NiftiMaker Pixdim(params double[] pixdim)
    {
        for (int i = 0; i < pixdim.Length; i++) Real(76 + 4 * i, 104 + 8 * i, pixdim[i]);
        return this;
    }

    public NiftiMaker Scale(double slope, double intercept) => Real(112, 176, slope).Real(116, 184, intercept);

    public NiftiMaker VoxOffset(double offset) => version == 1 ? Real(108, 0, offset) : Int64(168, (long)offset);

    public NiftiMaker QForm(int code, double b, double c, double d, double x, double y, double z)
    {
        Code(252, 344, code);
        double[] values = [b, c, d, x, y, z];
        for (int i = 0; i < 6; i++) Real(256 + 4 * i, 352 + 8 * i, values[i]);
        return this;
    }

    public NiftiMaker SForm(int code, params double[] rows)
    {
        Code(254, 348, code);
        for (int i = 0; i < 12; i++) Real(280 + 4 * i, 400 + 8 * i, rows[i]);
        return this;
    }

    public NiftiMaker Int16(int at, short value)
    {
        if (isBigEndian) BinaryPrimitives.WriteInt16BigEndian(header.AsSpan(at), value);
        else BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(at), value);
        return this;
    }

    public NiftiMaker Int32(int at, int value)
    {
        if (isBigEndian) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(at), value);
        else BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(at), value);
        return this;
    }

    public NiftiMaker Bytes(int at, params byte[] bytes)
    {
        bytes.CopyTo(header, at);
        return this;
    }

    /// <summary>The header, four zero bytes, and the voxels.</summary>
    public byte[] File(params byte[] voxels) => [.. header, 0, 0, 0, 0, .. voxels];

    public byte[] HeaderOnly => [.. header];

    /// <summary>An extension as it lies in a file.</summary>
    public byte[] Extension(int size, int code, byte[] data)
    {
        byte[] bytes = new byte[8 + data.Length];
        if (isBigEndian)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes, size);
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), code);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, size);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), code);
        }
        data.CopyTo(bytes, 8);
        return bytes;
    }

    public static byte[] Gzip(byte[] content, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, level)) stream.Write(content);
        return packed.ToArray();
    }

    private NiftiMaker Int64(int at, long value)
    {
        if (isBigEndian) BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(at), value);
        else BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(at), value);
        return this;
    }

    private NiftiMaker Code(int at1, int at2, int code) => version == 1 ? Int16(at1, (short)code) : Int32(at2, code);

    private NiftiMaker Real(int at1, int at2, double value) =>
        version == 1 ? Int32(at1, BitConverter.SingleToInt32Bits((float)value)) : Int64(at2, BitConverter.DoubleToInt64Bits(value));
}
