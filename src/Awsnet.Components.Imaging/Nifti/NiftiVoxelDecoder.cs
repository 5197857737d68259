using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Awsnet.Components;

/// <summary>Stored voxels, in the machine's byte order, to scaled values: value = stored · slope + intercept.</summary>
internal static class NiftiVoxelDecoder
{
    /// <summary>Decodes one portion.</summary>
    /// <param name="stored">As many voxels as there are values.</param>
    /// <param name="scaling">Type, slope and intercept.</param>
    /// <param name="values">Takes the scaled values.</param>
    public delegate void Portion<T>(ReadOnlySpan<byte> stored, NiftiScaling scaling, Span<T> values);

    public static void ToDouble(ReadOnlySpan<byte> stored, NiftiScaling scaling, Span<double> values)
    {
        switch (scaling.Type)
        {
            case NiftiDataType.UInt8: Convert<byte, double>(stored, scaling, values); break;
            case NiftiDataType.Int8: Convert<sbyte, double>(stored, scaling, values); break;
            case NiftiDataType.Int16: Convert<short, double>(stored, scaling, values); break;
            case NiftiDataType.UInt16: Convert<ushort, double>(stored, scaling, values); break;
            case NiftiDataType.Int32: Convert<int, double>(stored, scaling, values); break;
            case NiftiDataType.UInt32: Convert<uint, double>(stored, scaling, values); break;
            case NiftiDataType.Int64: Convert<long, double>(stored, scaling, values); break;
            case NiftiDataType.UInt64: Convert<ulong, double>(stored, scaling, values); break;
            case NiftiDataType.Float32: Convert<float, double>(stored, scaling, values); break;
            case NiftiDataType.Float64: Convert<double, double>(stored, scaling, values); break;
            case NiftiDataType.Float128:
                NiftiQuad.ToDouble(stored, values);
                Convert<double, double>(MemoryMarshal.AsBytes(values), scaling, values);
                break;
            default: throw NotScalar(scaling.Type);
        }
    }

    public static void ToSingle(ReadOnlySpan<byte> stored, NiftiScaling scaling, Span<float> values)
    {
        switch (scaling.Type)
        {
            case NiftiDataType.UInt8: ConvertSmall<byte>(stored, scaling, values); break;
            case NiftiDataType.Int8: ConvertSmall<sbyte>(stored, scaling, values); break;
            case NiftiDataType.Int16: ConvertSmall<short>(stored, scaling, values); break;
            case NiftiDataType.UInt16: ConvertSmall<ushort>(stored, scaling, values); break;
            case NiftiDataType.Float32: ConvertSmall<float>(stored, scaling, values); break;
            case NiftiDataType.Int32: Convert<int, float>(stored, scaling, values); break;
            case NiftiDataType.UInt32: Convert<uint, float>(stored, scaling, values); break;
            case NiftiDataType.Int64: Convert<long, float>(stored, scaling, values); break;
            case NiftiDataType.UInt64: Convert<ulong, float>(stored, scaling, values); break;
            case NiftiDataType.Float64: Convert<double, float>(stored, scaling, values); break;
            case NiftiDataType.Float128:
                double[] exact = new double[values.Length];
                ToDouble(stored, scaling, exact);
                for (int i = 0; i < exact.Length; i++) values[i] = (float)exact[i];
                break;
            default: throw NotScalar(scaling.Type);
        }
    }

    /// <summary>The error for asking a colour or complex image for single numbers.</summary>
    public static NotSupportedException NotScalar(NiftiDataType type) => new(
        $"Voxels of type {type.Name()} are not single numbers; read them with {(type.IsComplex() ? "ReadComplex" : "ReadRgba")}.");

    private static void Convert<TStored, TValue>(ReadOnlySpan<byte> stored, NiftiScaling scaling, Span<TValue> values)
        where TStored : unmanaged, INumberBase<TStored>
        where TValue : unmanaged, INumberBase<TValue>
    {
        ReadOnlySpan<TStored> voxels = MemoryMarshal.Cast<byte, TStored>(stored)[..values.Length];
        if (scaling.IsNone)
        {
            for (int i = 0; i < voxels.Length; i++) values[i] = TValue.CreateTruncating(voxels[i]);
            return;
        }
        // In double, so that a float result is rounded once.
        for (int i = 0; i < voxels.Length; i++)
            values[i] = TValue.CreateTruncating(double.CreateTruncating(voxels[i]) * scaling.Slope + scaling.Intercept);
    }

    /// <summary>Types that a float holds exactly, eight at a time; scaled in double all the same.</summary>
    private static void ConvertSmall<TStored>(ReadOnlySpan<byte> stored, NiftiScaling scaling, Span<float> values)
        where TStored : unmanaged, INumberBase<TStored>
    {
        ReadOnlySpan<TStored> voxels = MemoryMarshal.Cast<byte, TStored>(stored)[..values.Length];
        int done = 0;
        if (scaling.IsNone)
        {
            for (; done + 8 <= voxels.Length; done += 8) Eight(voxels[done..]).CopyTo(values[done..]);
        }
        else
        {
            Vector256<double> slope = Vector256.Create(scaling.Slope), intercept = Vector256.Create(scaling.Intercept);
            for (; done + 8 <= voxels.Length; done += 8)
            {
                (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(Eight(voxels[done..]));
                Vector256.Narrow(lower * slope + intercept, upper * slope + intercept).CopyTo(values[done..]);
            }
        }
        Convert<TStored, float>(MemoryMarshal.AsBytes(voxels[done..]), scaling, values[done..]);
    }

    private static Vector256<float> Eight<TStored>(ReadOnlySpan<TStored> voxels) where TStored : unmanaged
    {
        if (typeof(TStored) == typeof(float)) return Vector256.Create(MemoryMarshal.Cast<TStored, float>(voxels));
        if (typeof(TStored) == typeof(short))
        {
            (Vector128<int> lower, Vector128<int> upper) = Vector128.Widen(Vector128.Create(MemoryMarshal.Cast<TStored, short>(voxels)));
            return Vector256.ConvertToSingle(Vector256.Create(lower, upper));
        }
        if (typeof(TStored) == typeof(ushort))
        {
            (Vector128<uint> lower, Vector128<uint> upper) = Vector128.Widen(Vector128.Create(MemoryMarshal.Cast<TStored, ushort>(voxels)));
            return Vector256.ConvertToSingle(Vector256.Create(lower, upper).AsInt32());
        }
        if (typeof(TStored) == typeof(byte))
        {
            Vector128<ushort> wide = Vector128.WidenLower(Vector128.CreateScalar(MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(voxels))).AsByte());
            (Vector128<uint> lower, Vector128<uint> upper) = Vector128.Widen(wide);
            return Vector256.ConvertToSingle(Vector256.Create(lower, upper).AsInt32());
        }
        else
        {
            Vector128<short> wide = Vector128.WidenLower(Vector128.CreateScalar(MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(voxels))).AsSByte());
            (Vector128<int> lower, Vector128<int> upper) = Vector128.Widen(wide);
            return Vector256.ConvertToSingle(Vector256.Create(lower, upper));
        }
    }
}
