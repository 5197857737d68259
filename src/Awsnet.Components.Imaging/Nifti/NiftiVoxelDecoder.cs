using System.Numerics;
using System.Runtime.InteropServices;

namespace Awsnet.Components;

/// <summary>Stored voxels, in the machine's byte order, to scaled values: value = stored · slope + intercept.</summary>
internal static class NiftiVoxelDecoder
{
    public static void ToDouble(ReadOnlySpan<byte> stored, NiftiDataType type, double slope, double intercept, Span<double> values)
    {
        switch (type)
        {
            case NiftiDataType.UInt8: Convert<byte, double>(stored, slope, intercept, values); break;
            case NiftiDataType.Int8: Convert<sbyte, double>(stored, slope, intercept, values); break;
            case NiftiDataType.Int16: Convert<short, double>(stored, slope, intercept, values); break;
            case NiftiDataType.UInt16: Convert<ushort, double>(stored, slope, intercept, values); break;
            case NiftiDataType.Int32: Convert<int, double>(stored, slope, intercept, values); break;
            case NiftiDataType.UInt32: Convert<uint, double>(stored, slope, intercept, values); break;
            case NiftiDataType.Int64: Convert<long, double>(stored, slope, intercept, values); break;
            case NiftiDataType.UInt64: Convert<ulong, double>(stored, slope, intercept, values); break;
            case NiftiDataType.Float32: Convert<float, double>(stored, slope, intercept, values); break;
            case NiftiDataType.Float64: Convert<double, double>(stored, slope, intercept, values); break;
            case NiftiDataType.Float128:
                NiftiQuad.ToDouble(stored, values);
                Convert<double, double>(MemoryMarshal.AsBytes(values), slope, intercept, values);
                break;
            default: throw NotScalar(type);
        }
    }

    public static void ToSingle(ReadOnlySpan<byte> stored, NiftiDataType type, double slope, double intercept, Span<float> values)
    {
        switch (type)
        {
            case NiftiDataType.UInt8: Convert<byte, float>(stored, slope, intercept, values); break;
            case NiftiDataType.Int8: Convert<sbyte, float>(stored, slope, intercept, values); break;
            case NiftiDataType.Int16: Convert<short, float>(stored, slope, intercept, values); break;
            case NiftiDataType.UInt16: Convert<ushort, float>(stored, slope, intercept, values); break;
            case NiftiDataType.Int32: Convert<int, float>(stored, slope, intercept, values); break;
            case NiftiDataType.UInt32: Convert<uint, float>(stored, slope, intercept, values); break;
            case NiftiDataType.Int64: Convert<long, float>(stored, slope, intercept, values); break;
            case NiftiDataType.UInt64: Convert<ulong, float>(stored, slope, intercept, values); break;
            case NiftiDataType.Float32: Convert<float, float>(stored, slope, intercept, values); break;
            case NiftiDataType.Float64: Convert<double, float>(stored, slope, intercept, values); break;
            case NiftiDataType.Float128:
                double[] exact = new double[values.Length];
                ToDouble(stored, type, slope, intercept, exact);
                Convert<double, float>(MemoryMarshal.AsBytes(exact.AsSpan()), 1, 0, values);
                break;
            default: throw NotScalar(type);
        }
    }

    /// <summary>The error for asking a colour or complex image for single numbers.</summary>
    public static NotSupportedException NotScalar(NiftiDataType type) => new(
        $"Voxels of type {type.Name()} are not single numbers; read them with {(type.IsComplex() ? "ReadComplex" : "ReadRgba")}.");

    private static void Convert<TStored, TValue>(ReadOnlySpan<byte> stored, double slope, double intercept, Span<TValue> values)
        where TStored : unmanaged, INumberBase<TStored>
        where TValue : unmanaged, INumberBase<TValue>
    {
        ReadOnlySpan<TStored> voxels = MemoryMarshal.Cast<byte, TStored>(stored)[..values.Length];
        if (slope == 1 && intercept == 0)
        {
            for (int i = 0; i < voxels.Length; i++) values[i] = TValue.CreateTruncating(voxels[i]);
            return;
        }
        // In double, so that a float result is rounded once.
        for (int i = 0; i < voxels.Length; i++)
            values[i] = TValue.CreateTruncating(double.CreateTruncating(voxels[i]) * slope + intercept);
    }
}
