using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What transposed convolutions share: an output size that has to be chosen when the stride is above one.</summary>
public abstract class ConvolutionTranspose : Convolution
{
    private protected ConvolutionTranspose(
        string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, long[] dilation,
        long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype)
        : base(
            name, in_channels, out_channels, kernel_size, stride, padding, null, dilation, transposed: true, output_padding, groups, bias,
            padding_mode, device, dtype)
    {
        if (padding_mode != PaddingModes.Zeros)
            throw new ArgumentException($"{name} pads with zeros only, not {padding_mode}.", nameof(padding_mode));
    }

    public override Tensor forward(Tensor input) => forward(input, null);

    public abstract Tensor forward(Tensor input, long[]? output_size);

    /// <summary>What has to be added at one side so that the output gets the size asked for.</summary>
    private protected long[] OutputPadding(Tensor input, long[]? output_size)
    {
        if (output_size is null) return output_padding;
        int spatial = kernel_size.Length;
        int leading = (int)input.dim() - spatial;
        ReadOnlySpan<long> asked = output_size.Length == leading + spatial ? output_size.AsSpan(leading) : output_size;
        if (asked.Length != spatial)
            throw new ArgumentException($"output_size has {output_size.Length} elements; {GetName()} takes {spatial} or {leading + spatial}.", nameof(output_size));
        long[] size = input.shape;
        var extra = new long[spatial];
        for (int i = 0; i < spatial; i++)
        {
            long least = (size[leading + i] - 1) * stride[i] - 2 * padding[i] + dilation[i] * (kernel_size[i] - 1) + 1;
            extra[i] = asked[i] - least;
            if (extra[i] < 0 || extra[i] >= stride[i])
                throw new ArgumentException($"output_size[{i}] is {asked[i]}; with this input it can be {least} to {least + stride[i] - 1}.", nameof(output_size));
        }
        return extra;
    }
}
