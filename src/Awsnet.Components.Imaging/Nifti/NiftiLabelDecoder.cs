using System.Numerics;
using System.Runtime.InteropServices;

namespace Awsnet.Components;

/// <summary>Stored voxels to whole numbers, for label maps.</summary>
internal static class NiftiLabelDecoder
{
    /// <summary>How far from a whole number a scaled voxel may lie and still count as a label.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>Decodes one portion up to the first voxel that is no label.</summary>
    /// <param name="stored">As many voxels as there are labels, in the machine's byte order.</param>
    /// <param name="scaling">Type, slope and intercept.</param>
    /// <param name="labels">Takes the labels.</param>
    /// <param name="odd">The voxel's value where one is no whole number, or does not fit.</param>
    /// <returns>How many voxels were labels: all of them, or the place of the first that was none.</returns>
    public static int Decode<T>(ReadOnlySpan<byte> stored, NiftiScaling scaling, Span<T> labels, out double odd)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (scaling.IsNone)
        {
            // Whole numbers already: most label maps.
            switch (scaling.Type)
            {
                case NiftiDataType.UInt8: return Narrow<byte, T>(stored, labels, out odd);
                case NiftiDataType.Int8: return Narrow<sbyte, T>(stored, labels, out odd);
                case NiftiDataType.Int16: return Narrow<short, T>(stored, labels, out odd);
                case NiftiDataType.UInt16: return Narrow<ushort, T>(stored, labels, out odd);
                case NiftiDataType.Int32: return Narrow<int, T>(stored, labels, out odd);
                case NiftiDataType.UInt32: return Narrow<uint, T>(stored, labels, out odd);
            }
        }
        return Round(stored, scaling, labels, out odd);
    }

    private static int Narrow<TStored, T>(ReadOnlySpan<byte> stored, Span<T> labels, out double odd)
        where TStored : unmanaged, IBinaryInteger<TStored>
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        ReadOnlySpan<TStored> voxels = MemoryMarshal.Cast<byte, TStored>(stored)[..labels.Length];
        long least = long.CreateChecked(T.MinValue), most = long.CreateChecked(T.MaxValue);
        for (int i = 0; i < voxels.Length; i++)
        {
            long voxel = long.CreateTruncating(voxels[i]);
            if (voxel < least || voxel > most)
            {
                odd = voxel;
                return i;
            }
            labels[i] = T.CreateTruncating(voxel);
        }
        odd = 0;
        return voxels.Length;
    }

    private static int Round<T>(ReadOnlySpan<byte> stored, NiftiScaling scaling, Span<T> labels, out double odd)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        double least = double.CreateChecked(T.MinValue), most = double.CreateChecked(T.MaxValue);
        double[] values = new double[labels.Length];
        NiftiVoxelDecoder.ToDouble(stored, scaling, values);
        for (int i = 0; i < values.Length; i++)
        {
            double whole = Math.Round(values[i]);
            if (!(Math.Abs(values[i] - whole) <= Tolerance && whole >= least && whole <= most))
            {
                odd = values[i];
                return i;
            }
            labels[i] = T.CreateTruncating(whole);
        }
        odd = 0;
        return values.Length;
    }
}
