using System.Numerics;
using System.Runtime.InteropServices;

namespace Awsnet.Components;

public sealed partial class NiftiImage
{
    /// <summary>All voxels as scaled values, in single precision.</summary>
    /// <returns><see cref="VoxelCount"/> values, first axis fastest.</returns>
    /// <exception cref="InvalidImageFileException">The file is damaged or cut short.</exception>
    /// <exception cref="NotSupportedException">The voxels are colors or complex.</exception>
    public float[] ReadFloat32() => ReadNewSingle(0, VoxelCount);

    /// <summary>Some voxels as scaled values, in single precision.</summary>
    /// <param name="firstVoxel">The place of the first one, in array order.</param>
    /// <param name="destination">Takes as many as it has room for.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the image.</exception>
    /// <exception cref="InvalidImageFileException">The file is damaged or cut short.</exception>
    /// <exception cref="NotSupportedException">The voxels are colors or complex.</exception>
    public void ReadFloat32(long firstVoxel, Span<float> destination)
    {
        CheckRange(firstVoxel, destination.Length);
        NiftiVoxelReader.Read(voxels, Header, firstVoxel, destination, NiftiVoxelDecoder.ToSingle);
    }

    /// <summary>
    /// One slice (x and y) as scaled values. Of a plain file only the slice is read; of a compressed one, what lies before is unpacked but
    /// not kept.
    /// </summary>
    /// <param name="z">The slice, 0 to <c>Shape[2] - 1</c>.</param>
    /// <param name="volume">The volume, 0 to the product of the axes from the fourth on, less 1.</param>
    /// <returns><c>Shape[0] · Shape[1]</c> values, x fastest.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slice or volume.</exception>
    /// <exception cref="InvalidImageFileException">The file is damaged or cut short.</exception>
    /// <exception cref="NotSupportedException">The voxels are colors or complex.</exception>
    public float[] ReadSliceFloat32(int z, int volume = 0)
    {
        long size = (long)Length(0) * Length(1);
        return ReadNewSingle(size * SliceIndex(z, volume), size);
    }

    /// <summary>One volume (x, y and z) as scaled values, of an image with four or more axes.</summary>
    /// <param name="volume">The volume, 0 to the product of the axes from the fourth on, less 1.</param>
    /// <returns><c>Shape[0] · Shape[1] · Shape[2]</c> values, x fastest.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such volume.</exception>
    /// <exception cref="InvalidImageFileException">The file is damaged or cut short.</exception>
    /// <exception cref="NotSupportedException">The voxels are colors or complex.</exception>
    public float[] ReadVolumeFloat32(int volume)
    {
        long size = (long)Length(0) * Length(1) * Length(2);
        return ReadNewSingle((long)Length(0) * Length(1) * SliceIndex(0, volume), size);
    }

    /// <summary>
    /// All slices (x and y) in order, as scaled values, in one pass over the file: the way through a compressed file that is too large for
    /// memory.
    /// </summary>
    /// <returns>A new array for each slice, of <c>Shape[0] · Shape[1]</c> values; the file is read while they are taken.</returns>
    /// <exception cref="InvalidImageFileException">The file is damaged or cut short.</exception>
    /// <exception cref="NotSupportedException">The voxels are colors or complex.</exception>
    public IEnumerable<float[]> ReadSlicesFloat32() => ReadBlocks((long)Length(0) * Length(1));

    /// <summary>All volumes (x, y and z) in order, as scaled values, in one pass over the file.</summary>
    /// <returns>A new array for each volume, of <c>Shape[0] · Shape[1] · Shape[2]</c> values; the file is read while they are
    /// taken.</returns>
    /// <exception cref="InvalidImageFileException">The file is damaged or cut short.</exception>
    /// <exception cref="NotSupportedException">The voxels are colors or complex.</exception>
    public IEnumerable<float[]> ReadVolumesFloat32() => ReadBlocks((long)Length(0) * Length(1) * Length(2));

    /// <summary>All voxels as scaled values, in double precision.</summary>
    /// <returns><see cref="VoxelCount"/> values, first axis fastest.</returns>
    /// <exception cref="InvalidImageFileException">The file is damaged or cut short.</exception>
    /// <exception cref="NotSupportedException">The voxels are colors or complex.</exception>
    public double[] ReadFloat64()
    {
        double[] values = Allocate<double>(VoxelCount);
        ReadFloat64(0, values);
        return values;
    }

    /// <summary>Some voxels as scaled values, in double precision.</summary>
    /// <param name="firstVoxel">The place of the first one, in array order.</param>
    /// <param name="destination">Takes as many as it has room for.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the image.</exception>
    /// <exception cref="InvalidImageFileException">The file is damaged or cut short.</exception>
    /// <exception cref="NotSupportedException">The voxels are colors or complex.</exception>
    public void ReadFloat64(long firstVoxel, Span<double> destination)
    {
        CheckRange(firstVoxel, destination.Length);
        NiftiVoxelReader.Read(voxels, Header, firstVoxel, destination, NiftiVoxelDecoder.ToDouble);
    }

    /// <summary>All voxels as whole numbers, for label maps, whatever type they are stored in.</summary>
    /// <returns><see cref="VoxelCount"/> labels, first axis fastest.</returns>
    /// <exception cref="InvalidImageFileException">A scaled voxel is no whole number or does not fit, or the file is damaged.</exception>
    /// <exception cref="NotSupportedException">The voxels are colors or complex.</exception>
    public int[] ReadInt32() => ReadWhole<int>();

    /// <summary>All voxels as 16-bit whole numbers, for label maps, whatever type they are stored in.</summary>
    /// <returns><see cref="VoxelCount"/> labels, first axis fastest.</returns>
    /// <exception cref="InvalidImageFileException">A scaled voxel is no whole number or does not fit, or the file is damaged.</exception>
    /// <exception cref="NotSupportedException">The voxels are colors or complex.</exception>
    public short[] ReadInt16() => ReadWhole<short>();

    /// <summary>All voxels as stored, without scaling.</summary>
    /// <typeparam name="T">The type of <see cref="DataType"/>: <see cref="short"/> for <see cref="NiftiDataType.Int16"/>,
    /// <see cref="NiftiRgb"/> for <see cref="NiftiDataType.Rgb24"/> ...</typeparam>
    /// <returns><see cref="VoxelCount"/> voxels, first axis fastest.</returns>
    /// <exception cref="ArgumentException">The voxels are of another type.</exception>
    /// <exception cref="InvalidImageFileException">The file is damaged or cut short.</exception>
    public T[] ReadStored<T>() where T : unmanaged
    {
        if (NiftiDataTypeExtensions.Of<T>() != DataType)
            throw new ArgumentException($"{voxels.Name} stores {DataType.Name()}, not {typeof(T).Name}.", nameof(T));
        T[] values = Allocate<T>(VoxelCount);
        NiftiVoxelReader.Read<T>(
            voxels, Header, 0, values, static (stored, _, portion) => MemoryMarshal.Cast<byte, T>(stored).CopyTo(portion));
        return values;
    }

    private float[] ReadNewSingle(long firstVoxel, long count)
    {
        CheckRange(firstVoxel, count);
        float[] values = Allocate<float>(count);
        NiftiVoxelDecoder.Portion<float> decode = LargeArray.IsLarge<float>(values.Length)
            ? NiftiVoxelDecoder.ToNewSingle
            : NiftiVoxelDecoder.ToSingle;
        NiftiVoxelReader.Read(voxels, Header, firstVoxel, values, decode);
        return values;
    }

    private T[] ReadWhole<T>() where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (!DataType.IsScalar()) throw NiftiVoxelDecoder.NotScalar(DataType);
        T[] labels = Allocate<T>(VoxelCount);
        int next = 0, size = DataType.BytesPerVoxel();
        using NiftiVoxelCursor cursor = voxels.Open(0, VoxelCount * size);
        while (NiftiVoxelReader.Next(cursor, voxels, DataType) is { IsEmpty: false } stored)
        {
            int count = stored.Length / size;
            int whole = NiftiLabelDecoder.Decode(stored, NiftiScaling.Of(Header), labels.AsSpan(next, count), out double odd);
            next += whole;
            if (whole < count)
                throw new InvalidImageFileException(
                    voxels.Name, FormattableString.Invariant($"voxel {next} is {odd}, no label that fits {typeof(T).Name}"));
        }
        return labels;
    }

    private IEnumerable<float[]> ReadBlocks(long size)
    {
        if (!DataType.IsScalar()) throw NiftiVoxelDecoder.NotScalar(DataType);
        return Blocks();

        IEnumerable<float[]> Blocks()
        {
            float[] portion = new float[ImageFileInput.Portion / DataType.BytesPerVoxel()], block = Allocate<float>(size);
            int filled = 0;
            using NiftiVoxelCursor cursor = voxels.Open(0, VoxelCount * DataType.BytesPerVoxel());
            while (NiftiVoxelReader.Decode(cursor, voxels, Header, portion, NiftiVoxelDecoder.ToSingle) is int count and > 0)
            {
                for (int taken = 0; taken < count;)
                {
                    int part = Math.Min(count - taken, block.Length - filled);
                    portion.AsSpan(taken, part).CopyTo(block.AsSpan(filled));
                    taken += part;
                    filled += part;
                    if (filled < block.Length) continue;
                    yield return block;
                    (block, filled) = (Allocate<float>(size), 0);
                }
            }
        }
    }

    private void CheckRange(long firstVoxel, long count)
    {
        if (!DataType.IsScalar()) throw NiftiVoxelDecoder.NotScalar(DataType);
        if (firstVoxel < 0 || firstVoxel > VoxelCount - count)
            throw new ArgumentOutOfRangeException(
                nameof(firstVoxel), firstVoxel, $"{count} voxels from {firstVoxel} on leave the image's {VoxelCount}.");
    }

    private int Length(int axis) => Header.Length(axis);

    private long SliceIndex(int z, int volume)
    {
        long volumes = VoxelCount / ((long)Length(0) * Length(1) * Length(2));
        if (z < 0 || z >= Length(2)) throw new ArgumentOutOfRangeException(nameof(z), z, $"The image has {Length(2)} slices.");
        if (volume < 0 || volume >= volumes) throw new ArgumentOutOfRangeException(
            nameof(volume), volume, $"The image has {volumes} volumes.");
        return (long)Length(2) * volume + z;
    }

    private T[] Allocate<T>(long count) where T : unmanaged
    {
        if (count > Array.MaxLength)
            throw new NotSupportedException($"{voxels.Name} has {count} voxels, more than one array can hold; read it in parts.");
        return LargeArray.Allocate<T>((int)count);
    }
}
