using System.Numerics;
using System.Runtime.InteropServices;

namespace Awsnet.Components;

public sealed partial class NiftiImage
{
    /// <summary>All voxels of a color image; those without alpha are opaque.</summary>
    /// <returns><see cref="VoxelCount"/> colors, first axis fastest.</returns>
    /// <exception cref="NotSupportedException">The voxels are no colors.</exception>
    /// <exception cref="InvalidImageFileException">The file is damaged or cut short.</exception>
    public NiftiRgba[] ReadRgba() => DataType switch
    {
        NiftiDataType.Rgba32 => ReadStored<NiftiRgba>(),
        NiftiDataType.Rgb24 => Array.ConvertAll(ReadStored<NiftiRgb>(), color => new NiftiRgba(color.R, color.G, color.B, byte.MaxValue)),
        _ => throw new NotSupportedException($"Voxels of type {DataType.Name()} are no colors."),
    };

    /// <summary>
    /// All voxels as complex numbers; slope and intercept apply to the real and to the imaginary part, as the standard says. Real images
    /// have imaginary parts of 0.
    /// </summary>
    /// <returns><see cref="VoxelCount"/> numbers, first axis fastest.</returns>
    /// <exception cref="NotSupportedException">The voxels are colors.</exception>
    /// <exception cref="InvalidImageFileException">The file is damaged or cut short.</exception>
    public Complex[] ReadComplex()
    {
        if (!DataType.IsComplex()) return Array.ConvertAll(ReadFloat64(), value => new Complex(value, 0));
        NiftiDataType part = DataType == NiftiDataType.Complex64 ? NiftiDataType.Float32 : NiftiDataType.Float64;
        Complex[] values = Allocate<Complex>(VoxelCount);
        NiftiVoxelReader.Read<Complex>(voxels, Header, 0, values, (stored, scaling, portion) =>
            NiftiVoxelDecoder.ToDouble(stored, scaling with { Type = part }, MemoryMarshal.Cast<Complex, double>(portion)));
        return values;
    }
}
