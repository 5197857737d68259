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
        if (!IsTouched(input))
            return convolve(input, weight, bias);
        (long moreFrom, long moreTo) = MissingChannels(input, weight, transposed);
        long planes = transposed ? 0 : MissingPlanes(input, weight);
        if (moreFrom == 0 && moreTo == 0 && planes == 0)
            return convolve(input, weight, bias);

        int fromAxis = transposed ? 0 : 1;
        Tensor kernels = Pad(Pad(weight, fromAxis, moreFrom), 1 - fromAxis, moreTo);
        Tensor found = convolve(Pad(Pad(input, 1, moreFrom), 2, planes), kernels, bias is null ? null : Pad(bias, 0, moreTo));
        return found.narrow(1, 0, found.shape[1] - moreTo).narrow(2, 0, found.shape[2] - planes);
    }

    /// <summary>How many channels of zeros the input, and the result, must have more.</summary>
    private static (long From, long To) MissingChannels(Tensor input, Tensor weight, bool transposed)
    {
        long from = weight.shape[transposed ? 0 : 1], to = weight.shape[transposed ? 1 : 0];
        // A transposed convolution takes its results' blocks in pairs, where it has more than one.
        long block = transposed && to > Block ? 2 * Block : Block;
        if ((from % Block == 0 && to % block == 0) || !IsNeeded)
            return (0, 0);

        // One block alone is laid out right in float32, and in bfloat16 where no gradient is asked for it.
        bool isNarrow = input.dtype == ScalarType.BFloat16;
        bool isOneBlock = from <= SmallestBlock && !(isNarrow && (from == 1 || transposed || input.requires_grad));
        return (isOneBlock ? 0 : Missing(from, Block), Missing(to, block));
    }

    /// <summary>
    /// How many planes of zeros a volume must have more. In bfloat16 the weights' gradient of a 3-D convolution is taken from memory that
    /// nobody wrote where the volume has one plane less than the kernel. Zeros behind it are what the convolution sees there anyway.
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
