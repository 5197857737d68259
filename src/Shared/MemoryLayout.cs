using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>Where a tensor's channels lie in memory.</summary>
internal static class MemoryLayout
{
    /// <summary>The same numbers with the channels innermost in memory: what oneDNN and cuDNN run without reordering.</summary>
    /// <param name="tensor">[N, C, H, W] or [N, C, D, H, W]: a feature, or a convolution's weight.</param>
    public static Tensor ToChannelsLast(this Tensor tensor) => tensor.Dimensions == 4
        ? tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2)
        : tensor.permute(0, 2, 3, 4, 1).contiguous().permute(0, 4, 1, 2, 3);
}
