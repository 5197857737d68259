using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components;

/// <summary>
/// Convolutions in 2-D and 3-D that are right where oneDNN's are not. On a machine that hides the sizes of its caches (some virtual
/// machines do), the oneDNN inside libtorch 2.10 lays out channels wrongly that are no multiple of its block, and takes memory that nobody
/// wrote for numbers. With zeros up to the next multiple there is nothing to lay out wrongly; the numbers are the same.
/// </summary>
internal static class OneDnnPadding
{
    /// <summary>Channels of oneDNN's largest block, a multiple of all others.</summary>
    private const long Block = 16;

    /// <summary>Channels of its smallest block, without AVX-512.</summary>
    private const long SmallestBlock = 8;

    private static readonly Lazy<bool> Wrong = new(IsWrong);

    /// <summary>Whether this machine's oneDNN is wrong about such channels: tried once.</summary>
    public static bool IsNeeded => Wrong.Value;

    /// <summary>The convolution, of padded channels where that is needed.</summary>
    /// <param name="input">[N, from, …].</param>
    /// <param name="weight">[to, from, …], or [from, to, …] of a transposed convolution; one group.</param>
    /// <param name="bias">[to], or none.</param>
    /// <param name="transposed">Which of both orders the weight has.</param>
    /// <param name="convolve">The convolution of input, weight and bias.</param>
    public static Tensor Convolve(
        Tensor input, Tensor weight, Tensor? bias, bool transposed, Func<Tensor, Tensor, Tensor?, Tensor> convolve)
    {
        long planes = transposed ? 0 : MissingPlanes(input, weight);
        if (planes > 0)
        {
            Tensor deeper = Convolve(Pad(input, 2, planes), weight, bias, transposed, convolve);
            return deeper.narrow(2, 0, deeper.shape[2] - planes);
        }
        int fromAxis = transposed ? 0 : 1;
        long from = weight.shape[fromAxis], to = weight.shape[1 - fromAxis];
        // A transposed convolution takes its results' blocks in pairs, where it has more than one.
        long block = transposed && to > Block ? 2 * Block : Block;
        if ((from % Block == 0 && to % block == 0) || !IsTouched(input) || !IsNeeded)
            return convolve(input, weight, bias);

        // One block alone is laid out right in float32, and in bfloat16 where no gradient is asked for it.
        bool isNarrow = input.dtype == ScalarType.BFloat16;
        bool isOneBlock = from <= SmallestBlock && !(isNarrow && (from == 1 || transposed || input.requires_grad));
        long moreFrom = isOneBlock ? 0 : Missing(from, Block), moreTo = Missing(to, block);
        Tensor padded = Pad(Pad(weight, fromAxis, moreFrom), 1 - fromAxis, moreTo);
        return convolve(Pad(input, 1, moreFrom), padded, bias is null ? null : Pad(bias, 0, moreTo)).narrow(1, 0, to);
    }

    /// <summary>
    /// In bfloat16 the weights' gradient of a 3-D convolution is taken from memory that nobody wrote where the image has one plane less than
    /// the kernel. Planes of zeros behind the image are what the convolution sees there anyway.
    /// </summary>
    private static long MissingPlanes(Tensor input, Tensor weight) => input.Dimensions == 5 && input.dtype == ScalarType.BFloat16
        ? Math.Max(0, weight.shape[2] - input.shape[2])
        : 0;

    /// <summary>Double and half are not oneDNN's.</summary>
    private static bool IsTouched(Tensor input) =>
        input.device_type == TorchSharp.DeviceType.CPU && input.dtype is ScalarType.Float32 or ScalarType.BFloat16;

    private static long Missing(long channels, long block) => (block - channels % block) % block;

    /// <summary>Zeros behind an axis, in the memory layout of the tensor.</summary>
    private static Tensor Pad(Tensor tensor, int axis, long more)
    {
        if (more == 0)
            return tensor;
        long[] pads = new long[2 * (tensor.Dimensions - axis)];   // pairs from the last axis on
        pads[^1] = more;
        return F.pad(tensor, pads);
    }

    /// <summary>
    /// A convolution of 20 channels, two blocks of either width with a rest, against the same in double, which oneDNN does not compute.
    /// </summary>
    private static bool IsWrong()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor image = arange(2 * 20 * 16, ScalarType.Float64).remainder(7).reshape(2, 20, 4, 4);
        Tensor kernel = arange(4 * 20 * 9, ScalarType.Float64).remainder(5).reshape(4, 20, 3, 3);
        Tensor narrow = F.conv2d(image.to(ScalarType.Float32), kernel.to(ScalarType.Float32), padding: [1L, 1L]);
        // Small whole numbers: both are exact. A NaN is no equal either.
        return !narrow.to(ScalarType.Float64).eq(F.conv2d(image, kernel, padding: [1L, 1L])).all().item<bool>();
    }
}
