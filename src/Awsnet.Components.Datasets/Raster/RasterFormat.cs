namespace Awsnet.Components;

/// <summary>The format of a raster image's file, told from its content.</summary>
public enum RasterFormat
{
    /// <summary>PNG: every sample comes back as it was written.</summary>
    Png,

    /// <summary>JPEG: samples come back nearly as they were written, which is no good for label maps.</summary>
    Jpeg,
}
