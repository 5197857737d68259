using static TorchSharp.torch;

namespace Awsnet.Components.Samples;

/// <summary>Tensors whose results do not depend on where the garbage collector put an array.</summary>
internal static class Tensors
{
    /// <summary>
    /// The numbers in torch's own memory. <c>tensor</c> leaves them in the array, whose alignment differs from process to process, and
    /// it the last bits of sums and products.
    /// </summary>
    public static Tensor Owned(float[] values)
    {
        using Tensor shared = tensor(values);
        return shared.clone();
    }
}
