namespace Awsnet.Components;

/// <summary>What normalises the projections inside a <see cref="PixelAttentionGate"/>.</summary>
public enum GateNormalization
{
    /// <summary>Batch normalisation with running statistics (the paper's gate).</summary>
    Batch,

    /// <summary>Instance normalisation with a learned scale and shift: for batches of one.</summary>
    Instance,

    /// <summary>None: for hosts without normalisation, and for a gate whose normalisation is folded into its convolutions.</summary>
    None,
}
