namespace Awsnet.Components;

/// <summary>How a plain folder of images and masks is read.</summary>
public sealed record ImageFolderOptions
{
    /// <summary>
    /// A regular expression whose first group, matched against a file's name, is its group (patient) for splits. Null: each
    /// image is a group of its own.
    /// </summary>
    /// <value>Default null; for the names of the Sunnybrook set <c>^(SC-.+)-IM-</c>.</value>
    public string? GroupPattern { get; init; }

    /// <summary>What mask files have after their image's name.</summary>
    /// <value>Default <c>_mask</c>; a mask with exactly its image's name is found as well, in a folder of its own.</value>
    public string MaskSuffix { get; init; } = "_mask";

    /// <summary>Whether mask values are class numbers (0, 1, 2, ...; palette indices) instead of background and foreground.</summary>
    /// <value>Default false: what is at least half bright (PNG, JPEG) or not 0 (NIfTI) is class 1.</value>
    public bool MasksAreLabels { get; init; }
}
