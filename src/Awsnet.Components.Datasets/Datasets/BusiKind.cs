namespace Awsnet.Components;

/// <summary>The three classes of BUSI images.</summary>
public enum BusiKind
{
    /// <summary>A benign lesion.</summary>
    Benign,

    /// <summary>A malignant lesion.</summary>
    Malignant,

    /// <summary>No lesion; the mask is empty.</summary>
    Normal,
}
