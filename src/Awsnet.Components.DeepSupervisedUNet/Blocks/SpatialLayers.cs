using TorchSharp.Modules;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components;

/// <summary>Layers and operations in as many spatial axes as they are given sizes for: height and width, or depth before them.</summary>
internal static class SpatialLayers
{
    /// <summary>A convolution, by default padded to keep the size.</summary>
    public static Convolution Convolution(long from, long to, long[] kernel, long[]? padding = null)
    {
        padding ??= [.. kernel.Select(size => size / 2)];
        return kernel.Length == 2
            ? nn.Conv2d(from, to, kernel_size: (kernel[0], kernel[1]), padding: (padding[0], padding[1]))
            : nn.Conv3d(from, to, kernel_size: (kernel[0], kernel[1], kernel[2]), padding: (padding[0], padding[1], padding[2]));
    }

    /// <summary>A 1x1 convolution.</summary>
    public static Convolution Projection(long from, long to, int axes) => Convolution(from, to, [.. Enumerable.Repeat(1L, axes)]);

    /// <summary>A transposed convolution that enlarges each axis by its factor; its kernels do not overlap.</summary>
    public static Convolution Transposed(long from, long to, long[] factors) => factors.Length == 2
        ? nn.ConvTranspose2d(from, to, kernel_size: (factors[0], factors[1]), stride: (factors[0], factors[1]))
        : nn.ConvTranspose3d(
            from, to, kernel_size: (factors[0], factors[1], factors[2]), stride: (factors[0], factors[1], factors[2]));

    /// <summary>Drops whole features, where there is anything to drop.</summary>
    public static nn.Module<Tensor, Tensor> Dropout(double share, int axes) => (share, axes) switch
    {
        (0, _) => nn.Identity(),
        (_, 2) => nn.Dropout2d(share),
        _ => nn.Dropout3d(share),
    };

    public static Tensor MaxPool(Tensor feature, long[] factors) =>
        factors.Length == 2 ? F.max_pool2d(feature, factors) : F.max_pool3d(feature, factors);

    /// <summary>Bilinear, or trilinear in 3-D, with aligned corners.</summary>
    public static Tensor Resize(Tensor feature, long[] size) => F.interpolate(
        feature, size, mode: size.Length == 2 ? InterpolationMode.Bilinear : InterpolationMode.Trilinear, align_corners: true);
}
