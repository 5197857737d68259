namespace Awsnet.Components;

/// <summary>What a result was measured on. A surface distance of a volume and one of its slices are different numbers.</summary>
public enum MeasurementScope
{
    /// <summary>A 2-D image.</summary>
    Image,

    /// <summary>One slice of a volume, measured in 2-D.</summary>
    Slice,

    /// <summary>A volume, measured in 3-D.</summary>
    Volume,
}
