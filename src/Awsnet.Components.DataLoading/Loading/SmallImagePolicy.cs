namespace Awsnet.Components;

/// <summary>What happens to an image that is smaller than a patch.</summary>
public enum SmallImagePolicy
{
    /// <summary>It is put in the middle of the patch; around it are <see cref="SegmentationLoaderOptions.PadValue"/> and label 0.</summary>
    Pad,

    /// <summary>It is an error, before anything is trained.</summary>
    Refuse,
}
