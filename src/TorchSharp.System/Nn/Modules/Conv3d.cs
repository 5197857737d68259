using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Modules;

public sealed class Conv3d : Convolution
{
    internal Conv3d(
        long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation,
        PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
        : base(
            nameof(Conv3d), in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, transposed: false,
            output_padding: [0, 0, 0], groups, bias, padding_mode, device, dtype)
    {
    }

    public override Tensor forward(Tensor input)
    {
        if (PadsFirst)
        {
            using Tensor bordered = Bordered(input);
            return F.conv3d(bordered, weight, bias, stride, [0, 0, 0], dilation, groups);
        }
        return padding_type is { } type
            ? F.conv3d_padding(input, weight, bias, stride, type, dilation, groups)
            : F.conv3d(input, weight, bias, stride, padding, dilation, groups);
    }
}
