namespace Awsnet.Components;

/// <summary>How a NIfTI file is written.</summary>
public sealed record NiftiWriteOptions
{
    /// <summary>How hard to compress a file whose name ends in <c>.gz</c>.</summary>
    /// <value>0 (stored) to 9 (smallest). Default 6.</value>
    public int GzipLevel { get; init => field = Option.InRange(value, value is >= 0 and <= 9, "0 (stored) to 9 (smallest)"); } = 6;
}
