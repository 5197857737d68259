using System.Numerics;

namespace Awsnet.Components;

/// <summary>What follows from a voxel's type: its size, its name, the .NET type that holds it.</summary>
public static class NiftiDataTypeExtensions
{
    /// <summary>The bytes of one stored voxel.</summary>
    /// <param name="type">A type of the standard.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is no member of the enumeration.</exception>
    public static int BytesPerVoxel(this NiftiDataType type) => type switch
    {
        NiftiDataType.UInt8 or NiftiDataType.Int8 => 1,
        NiftiDataType.Int16 or NiftiDataType.UInt16 => 2,
        NiftiDataType.Rgb24 => 3,
        NiftiDataType.Int32 or NiftiDataType.UInt32 or NiftiDataType.Float32 or NiftiDataType.Rgba32 => 4,
        NiftiDataType.Int64 or NiftiDataType.UInt64 or NiftiDataType.Float64 or NiftiDataType.Complex64 => 8,
        NiftiDataType.Complex128 => 16,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a NIfTI data type."),
    };

    /// <summary>The short name that tools print: <c>int16</c>, <c>float32</c>, <c>complex64</c>, <c>rgb24</c>.</summary>
    /// <param name="type">A type of the standard.</param>
    public static string Name(this NiftiDataType type) => type.ToString().ToLowerInvariant();

    /// <summary>True when a voxel is one number: not a color, not complex.</summary>
    /// <param name="type">A type of the standard.</param>
    public static bool IsScalar(this NiftiDataType type) => !type.IsComplex() && !type.IsColor();

    /// <summary>True for the two complex types.</summary>
    /// <param name="type">A type of the standard.</param>
    public static bool IsComplex(this NiftiDataType type) => type is NiftiDataType.Complex64 or NiftiDataType.Complex128;

    /// <summary>True for RGB and RGBA.</summary>
    /// <param name="type">A type of the standard.</param>
    public static bool IsColor(this NiftiDataType type) => type is NiftiDataType.Rgb24 or NiftiDataType.Rgba32;

    /// <summary>The bytes that swap together when the byte order changes: one part of a complex number, one byte of a color.</summary>
    internal static int BytesPerNumber(this NiftiDataType type) => type switch
    {
        _ when type.IsColor() => 1,
        _ when type.IsComplex() => type.BytesPerVoxel() / 2,
        _ => type.BytesPerVoxel(),
    };

    /// <summary>The voxel type that stores a .NET type without change.</summary>
    /// <exception cref="NotSupportedException">No voxel type stores <typeparamref name="T"/>.</exception>
    internal static NiftiDataType Of<T>() where T : unmanaged => default(T) switch
    {
        byte => NiftiDataType.UInt8,
        sbyte => NiftiDataType.Int8,
        short => NiftiDataType.Int16,
        ushort => NiftiDataType.UInt16,
        int => NiftiDataType.Int32,
        uint => NiftiDataType.UInt32,
        long => NiftiDataType.Int64,
        ulong => NiftiDataType.UInt64,
        float => NiftiDataType.Float32,
        double => NiftiDataType.Float64,
        Complex => NiftiDataType.Complex128,
        NiftiRgb => NiftiDataType.Rgb24,
        NiftiRgba => NiftiDataType.Rgba32,
        _ => throw new NotSupportedException(
            $"No NIfTI data type stores {typeof(T).Name}; use a number of 8 to 64 bits, Complex, NiftiRgb or NiftiRgba."),
    };
}
