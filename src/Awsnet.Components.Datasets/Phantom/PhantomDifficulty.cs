namespace Awsnet.Components;

/// <summary>How hard a phantom is to segment. The anatomy of a seed is the same at every level; only the images differ.</summary>
public enum PhantomDifficulty
{
    /// <summary>Strong contrast, little noise, few confounders: for tests that must learn fast.</summary>
    Easy,

    /// <summary>Contrast and noise as measured on clinical multi-sequence images.</summary>
    Normal,

    /// <summary>Weak contrast, much noise, strong confounders, sequences further apart.</summary>
    Hard,
}
