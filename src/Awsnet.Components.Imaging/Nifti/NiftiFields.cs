using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Awsnet.Components;

/// <summary>Numbers and texts at positions of a binary header, in its byte order.</summary>
internal readonly ref struct NiftiFields(Span<byte> bytes, bool isBigEndian)
{
    private readonly Span<byte> bytes = bytes;

    public long Integer(int at, int size)
    {
        Span<byte> field = bytes.Slice(at, size);
        return (size, isBigEndian) switch
        {
            (1, _) => field[0],
            (2, false) => BinaryPrimitives.ReadInt16LittleEndian(field),
            (2, true) => BinaryPrimitives.ReadInt16BigEndian(field),
            (4, false) => BinaryPrimitives.ReadInt32LittleEndian(field),
            (4, true) => BinaryPrimitives.ReadInt32BigEndian(field),
            (_, false) => BinaryPrimitives.ReadInt64LittleEndian(field),
            (_, true) => BinaryPrimitives.ReadInt64BigEndian(field),
        };
    }

    /// <exception cref="ArgumentException">The value does not fit.</exception>
    public void SetInteger(int at, int size, long value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        Span<byte> field = bytes.Slice(at, size);
        switch (size, isBigEndian)
        {
            case (1, _): field[0] = (byte)value; break;
            case (2, false): BinaryPrimitives.WriteInt16LittleEndian(field, (short)value); break;
            case (2, true): BinaryPrimitives.WriteInt16BigEndian(field, (short)value); break;
            case (4, false): BinaryPrimitives.WriteInt32LittleEndian(field, (int)value); break;
            case (4, true): BinaryPrimitives.WriteInt32BigEndian(field, (int)value); break;
            case (_, false): BinaryPrimitives.WriteInt64LittleEndian(field, value); break;
            case (_, true): BinaryPrimitives.WriteInt64BigEndian(field, value); break;
        }
        if (Integer(at, size) != value)
            throw new ArgumentException(
                $"{name[(name.LastIndexOf('.') + 1)..]} is {value}, which does not fit into the {8 * size} bits of the header.");
    }

    public double Real(int at, int size) => size == 4
        ? BitConverter.Int32BitsToSingle((int)Integer(at, 4))
        : BitConverter.Int64BitsToDouble(Integer(at, 8));

    public void SetReal(int at, int size, double value)
    {
        // A value that is already there keeps its bits, the payload of a NaN included.
        if (BitConverter.DoubleToInt64Bits(Real(at, size)) == BitConverter.DoubleToInt64Bits(value)) return;
        SetInteger(at, size, size == 4 ? BitConverter.SingleToInt32Bits((float)value) : BitConverter.DoubleToInt64Bits(value));
    }

    public double[] Reals(int at, int size, int count)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++) values[i] = Real(at + i * size, size);
        return values;
    }

    public void SetReals(int at, int size, IReadOnlyList<double> values)
    {
        for (int i = 0; i < values.Count; i++) SetReal(at + i * size, size, values[i]);
    }

    /// <summary>The text up to the first zero byte.</summary>
    public string Text(int at, int size)
    {
        ReadOnlySpan<byte> field = bytes.Slice(at, size);
        int end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    /// <summary>Writes a text, padded with zeros; one that is already there keeps its bytes, those after its end included.</summary>
    public void SetText(int at, int size, string text)
    {
        if (Text(at, size) == text) return;
        Span<byte> field = bytes.Slice(at, size);
        field.Clear();
        // Whole characters, as many as fit: a text from a damaged file may decode to more bytes than it came from.
        Utf8.FromUtf16(text, field, out _, out _);
    }
}
