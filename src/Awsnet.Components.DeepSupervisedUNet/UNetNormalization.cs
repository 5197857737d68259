namespace Awsnet.Components;

/// <summary>What normalizes the convolutions of a network.</summary>
public enum UNetNormalization
{
    /// <summary>Batch normalization with running statistics (the paper's networks).</summary>
    Batch,

    /// <summary>Instance normalization with a learned scale and shift.</summary>
    Instance,

    /// <summary>Group normalization; the number of groups is the greatest common divisor of 8 and the channels.</summary>
    Group,

    /// <summary>None: for networks whose normalization is fused into the convolutions.</summary>
    None,
}
