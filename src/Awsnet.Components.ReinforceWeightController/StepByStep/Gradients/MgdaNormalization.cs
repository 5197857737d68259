namespace Awsnet.Components;

/// <summary>What <see cref="Mgda"/> divides each gradient by.</summary>
public enum MgdaNormalization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its norm.</summary>
    L2,

    /// <summary>Its loss.</summary>
    Loss,

    /// <summary>Its norm times its loss.</summary>
    LossPlus,
}
