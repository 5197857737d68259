namespace Awsnet.Components;

/// <summary>What normalizes the projections inside a <see cref="PixelAttentionGate"/>.</summary>
public enum GateNormalization
{
    /// <summary>Batch normalization with running statistics (the paper's gate).</summary>
    Batch,

    /// <summary>Instance normalization with a learned scale and shift: for batches of one.</summary>
    Instance,

    /// <summary>None: for hosts without normalization, and for a gate whose normalization is fused into its convolutions.</summary>
    None,
}
