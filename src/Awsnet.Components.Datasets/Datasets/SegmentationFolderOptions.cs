using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>How folders of images and label maps are read: names, channels, what label values mean.</summary>
public sealed record SegmentationFolderOptions
{
    /// <summary>
    /// What the files of one case have after its name, one for each channel, in the channels' order; such as <c>_0000</c>, <c>_0001</c>
    /// (nnU-Net) or <c>_C0</c>, <c>_DE</c>, <c>_T2</c> (MyoPS).
    /// </summary>
    /// <value>Default none: each file is a case.</value>
    public ImmutableArray<string> ChannelSuffixes { get; init; } = [];

    /// <summary>What label maps have after their case's name, such as <c>_gd</c> or <c>_seg</c>.</summary>
    /// <value>Default empty: a label map is named as its case. Needed where images and labels share a folder; in a folder of its own a
    /// label map may do without it.</value>
    public string LabelSuffix { get; init; } = "";

    /// <summary>A regular expression whose first group, matched against a case's name (its path below the folder,
    /// without ending), is its group (patient) for splits.</summary>
    /// <value>Default null: each case is a group of its own. For <c>patient07_frame02</c>: <c>(patient\d+)_</c>.</value>
    public string? GroupPattern { get; init; }

    /// <summary>How many classes there are, background included; a label from here on is an error.</summary>
    /// <value>1 to 256, or null (the default) for any class from 0 to 255.</value>
    public int? Classes
    {
        get;
        init => field = Option.InRange(value, value is null or (>= 1 and <= 256), "1 to 256, background included, or null");
    }

    /// <summary>Whether labels are masks: what is at least half bright (PNG) or not 0 (NIfTI) is class 1.</summary>
    /// <value>Default false: label values are class numbers (PNG: gray values or places in the palette).</value>
    public bool BinaryLabels { get; init; }

    /// <summary>The class of each label value, such as 200 → 1, 500 → 2; a value that is not listed is an error.</summary>
    /// <value>Default null: label values are class numbers. To classes below <see cref="Classes"/>; not with <see cref="BinaryLabels"/>.
    /// </value>
    public ImmutableSortedDictionary<int, byte>? LabelMap { get; init; }

    /// <summary>Whether PNG and JPEG files give three channels (red, green, blue) in place of one (brightness).</summary>
    /// <value>Default false.</value>
    public bool Color { get; init; }

    /// <summary>How far the voxels of a case's files may lie apart.</summary>
    /// <value>0 mm or more; default 0.01. Infinity ignores spacing, origin and directions; lengths must agree in any case.</value>
    public double ToleranceMm { get; init => field = Option.InRange(value, value >= 0, "0 or more"); } = 0.01;
}
