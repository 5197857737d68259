namespace Awsnet.Components;

/// <summary>The unit of the first three axes (bits 0-2 of <c>xyzt_units</c>).</summary>
public enum NiftiSpatialUnit : byte
{
    /// <summary>Not given; millimeters by custom.</summary>
    Unknown = 0,

    /// <summary>Meters.</summary>
    Meter = 1,

    /// <summary>Millimeters.</summary>
    Millimeter = 2,

    /// <summary>Micrometers.</summary>
    Micrometer = 3,
}
