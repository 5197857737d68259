using static TorchSharp.torch;

namespace Awsnet.Components.Samples;

/// <summary>Tensors whose results do not depend on where the garbage collector put an array.</summary>
internal static class Tensors
{
    /// <summary>
    /// The numbers in torch's own memory. <c>tensor</c> leaves them in a .NET array, whose alignment differs from process to process, and
    /// the last bits of a product with it.
    /// </summary>
    public static Tensor Owned(float[] values)
    {
        using Tensor shared = tensor(values);
        return shared.clone();
    }
}
