namespace Awsnet.Components;

/// <summary>How one voxel is stored, with the codes of the NIfTI standard.</summary>
public enum NiftiDataType
{
    /// <summary>Unsigned 8-bit integer.</summary>
    UInt8 = 2,

    /// <summary>Signed 16-bit integer.</summary>
    Int16 = 4,

    /// <summary>Signed 32-bit integer.</summary>
    Int32 = 8,

    /// <summary>IEEE single precision.</summary>
    Float32 = 16,

    /// <summary>Two single-precision numbers: real and imaginary part.</summary>
    Complex64 = 32,

    /// <summary>IEEE double precision.</summary>
    Float64 = 64,

    /// <summary>Three bytes: red, green, blue.</summary>
    Rgb24 = 128,

    /// <summary>Signed 8-bit integer.</summary>
    Int8 = 256,

    /// <summary>Unsigned 16-bit integer.</summary>
    UInt16 = 512,

    /// <summary>Unsigned 32-bit integer.</summary>
    UInt32 = 768,

    /// <summary>Signed 64-bit integer.</summary>
    Int64 = 1024,

    /// <summary>Unsigned 64-bit integer.</summary>
    UInt64 = 1280,

    /// <summary>Two double-precision numbers: real and imaginary part.</summary>
    Complex128 = 1792,

    /// <summary>Four bytes: red, green, blue, alpha.</summary>
    Rgba32 = 2304,
}
