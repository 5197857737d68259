namespace Awsnet.Components;

/// <summary>The unit of the fourth axis (bits 3-5 of <c>xyzt_units</c>).</summary>
public enum NiftiTemporalUnit : byte
{
    /// <summary>Not given.</summary>
    Unknown = 0,

    /// <summary>Seconds.</summary>
    Second = 8,

    /// <summary>Milliseconds.</summary>
    Millisecond = 16,

    /// <summary>Microseconds.</summary>
    Microsecond = 24,

    /// <summary>Hertz.</summary>
    Hertz = 32,

    /// <summary>Parts per million.</summary>
    PartsPerMillion = 40,

    /// <summary>Radians per second.</summary>
    RadiansPerSecond = 48,
}
