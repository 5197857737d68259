using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>What a <see cref="PixelAttentionGate"/> made of one skip connection.</summary>
/// <param name="Gated">The weighed skip û = α · skip, with the skip's shape and type.</param>
/// <param name="Attention">The weights α in (0, 1), [N, 1 or C, …] at the skip's spatial size: what to draw as a picture.</param>
public readonly record struct GatedSkip(Tensor Gated, Tensor Attention);
