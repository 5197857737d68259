using System.Numerics;
using System.Runtime.CompilerServices;
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
            default: throw NotScalar(scaling.Type);
        }
    }

    public static void ToSingle(ReadOnlySpan<byte> stored, NiftiScaling scaling, Span<float> values) =>
        ToSingle<CachedStore>(stored, scaling, values);

    /// <summary>
    /// The same for a large array whose memory is in no cache, as a new one's: the processor is told not to fetch it first.
    /// </summary>
    public static void ToNewSingle(ReadOnlySpan<byte> stored, NiftiScaling scaling, Span<float> values)
    {
        ToSingle<UncachedStore>(stored, scaling, values);
        Thread.MemoryBarrier(); // such writes are seen by other threads in no order but this one
    }

    private static void ToSingle<TWay>(ReadOnlySpan<byte> stored, NiftiScaling scaling, Span<float> values) where TWay : IVectorStore
    {
        switch (scaling.Type)
        {
            case NiftiDataType.UInt8: ConvertSmall<byte, TWay>(stored, scaling, values); break;
            case NiftiDataType.Int8: ConvertSmall<sbyte, TWay>(stored, scaling, values); break;
            case NiftiDataType.Int16: ConvertSmall<short, TWay>(stored, scaling, values); break;
            case NiftiDataType.UInt16: ConvertSmall<ushort, TWay>(stored, scaling, values); break;
            case NiftiDataType.Float32: ConvertSmall<float, TWay>(stored, scaling, values); break;
            case NiftiDataType.Int32: Convert<int, float>(stored, scaling, values); break;
            case NiftiDataType.UInt32: Convert<uint, float>(stored, scaling, values); break;
            case NiftiDataType.Int64: Convert<long, float>(stored, scaling, values); break;
            case NiftiDataType.UInt64: Convert<ulong, float>(stored, scaling, values); break;
            case NiftiDataType.Float64: Convert<double, float>(stored, scaling, values); break;
            default: throw NotScalar(scaling.Type);
        }
    }

    /// <summary>The error for asking a color or complex image for single numbers.</summary>
    public static NotSupportedException NotScalar(NiftiDataType type) => new(
        $"Voxels of type {type.Name()} are not single numbers; read them with {(type.IsComplex() ? "ReadComplex" : "ReadRgba")}.");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // most volumes are read but once: no slow first tier
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

    /// <summary>Types that a float holds exactly, sixteen at a time; scaled in double all the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void ConvertSmall<TStored, TWay>(ReadOnlySpan<byte> stored, NiftiScaling scaling, Span<float> values)
        where TStored : unmanaged, INumberBase<TStored>
        where TWay : IVectorStore
    {
        ReadOnlySpan<TStored> voxels = MemoryMarshal.Cast<byte, TStored>(stored)[..values.Length];
        fixed (float* to = values)
        {
            int done = Math.Min(TWay.Before(to), values.Length);
            Convert<TStored, float>(MemoryMarshal.AsBytes(voxels[..done]), scaling, values[..done]);
            ref TStored from = ref MemoryMarshal.GetReference(voxels);
            if (scaling.IsNone)
            {
                for (; done + 16 <= voxels.Length; done += 16)
                {
                    (Vector256<float> lower, Vector256<float> upper) = Sixteen(ref Unsafe.Add(ref from, done));
                    TWay.Store(lower, to + done);
                    TWay.Store(upper, to + done + 8);
                }
            }
            else
            {
                Vector256<double> slope = Vector256.Create(scaling.Slope), intercept = Vector256.Create(scaling.Intercept);
                for (; done + 16 <= voxels.Length; done += 16)
                {
                    (Vector256<float> lower, Vector256<float> upper) = Sixteen(ref Unsafe.Add(ref from, done));
                    TWay.Store(Scaled(lower, slope, intercept), to + done);
                    TWay.Store(Scaled(upper, slope, intercept), to + done + 8);
                }
            }
            Convert<TStored, float>(MemoryMarshal.AsBytes(voxels[done..]), scaling, values[done..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Scaled(Vector256<float> voxels, Vector256<double> slope, Vector256<double> intercept)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(voxels);
        return Vector256.Narrow(lower * slope + intercept, upper * slope + intercept);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Lower, Vector256<float> Upper) Sixteen<TStored>(ref TStored from) where TStored : unmanaged
    {
        if (typeof(TStored) == typeof(float))
        {
            ref float singles = ref Unsafe.As<TStored, float>(ref from);
            return (Vector256.LoadUnsafe(ref singles), Vector256.LoadUnsafe(ref singles, 8));
        }
        if (typeof(TStored) == typeof(ushort) || typeof(TStored) == typeof(byte))
        {
            Vector256<ushort> wide;
            if (typeof(TStored) == typeof(ushort)) wide = Vector256.LoadUnsafe(ref Unsafe.As<TStored, ushort>(ref from));
            else wide = Joined(Vector128.Widen(Vector128.LoadUnsafe(ref Unsafe.As<TStored, byte>(ref from))));
            (Vector256<uint> lower, Vector256<uint> upper) = Vector256.Widen(wide);
            return (Vector256.ConvertToSingle(lower.AsInt32()), Vector256.ConvertToSingle(upper.AsInt32()));
        }
        else
        {
            Vector256<short> wide;
            if (typeof(TStored) == typeof(short)) wide = Vector256.LoadUnsafe(ref Unsafe.As<TStored, short>(ref from));
            else wide = Joined(Vector128.Widen(Vector128.LoadUnsafe(ref Unsafe.As<TStored, sbyte>(ref from))));
            (Vector256<int> lower, Vector256<int> upper) = Vector256.Widen(wide);
            return (Vector256.ConvertToSingle(lower), Vector256.ConvertToSingle(upper));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Joined<T>((Vector128<T> Lower, Vector128<T> Upper) halves) => Vector256.Create(halves.Lower, halves.Upper);
}
