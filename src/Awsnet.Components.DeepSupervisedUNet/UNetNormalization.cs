namespace Awsnet.Components;

/// <summary>What normalises the convolutions of a network.</summary>
public enum UNetNormalization
{
    /// <summary>Batch normalisation with running statistics (the paper's networks).</summary>
    Batch,

    /// <summary>Instance normalisation with a learned scale and shift.</summary>
    Instance,

    /// <summary>Group normalisation; the number of groups is the greatest common divisor of 8 and the channels.</summary>
    Group,

    /// <summary>None: for networks whose normalisation is folded into the convolutions.</summary>
    None,
}
