namespace Awsnet.Components;

/// <summary>The unit of the first three axes (bits 0-2 of <c>xyzt_units</c>).</summary>
public enum NiftiSpatialUnit : byte
{
    /// <summary>Not given; millimetres by custom.</summary>
    Unknown = 0,

    /// <summary>Metres.</summary>
    Metre = 1,

    /// <summary>Millimetres.</summary>
    Millimetre = 2,

    /// <summary>Micrometres.</summary>
    Micrometre = 3,
}
