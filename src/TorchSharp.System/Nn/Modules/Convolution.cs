using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Modules;

/// <summary>What convolutions share: weight, bias and how they are laid over the input.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    private readonly int spatial;
    private Parameter? biasParameter;
    private Parameter weightParameter;

    // Padding of the last dimension first, before and after it, as pad takes it; used unless the border is zeros.
    private long[] padsBeforeConvolution = [];

    private protected Convolution(
        string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type,
        long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype)
        : base(name)
    {
        if (in_channels <= 0 || groups <= 0 || in_channels % groups != 0)
            throw new ArgumentException($"in_channels is {in_channels}; it must be a positive multiple of groups, {groups}.", nameof(in_channels));
        if (out_channels <= 0 || out_channels % groups != 0)
            throw new ArgumentException($"out_channels is {out_channels}; it must be a positive multiple of groups, {groups}.", nameof(out_channels));
        if (padding_type is Padding.Same && stride.Any(step => step != 1))
            throw new ArgumentException($"Padding.Same needs a stride of 1, not [{string.Join(", ", stride)}].", nameof(stride));
        spatial = kernel_size.Length;
        this.in_channels = in_channels;
        this.out_channels = out_channels;
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.dilation = dilation;
        this.transposed = transposed;
        this.output_padding = output_padding;
        this.groups = groups;
        this.padding_mode = padding_mode;
        this.padding = padding;
        if (padding_type is { } type) SetPadding(type);
        else SetPadding(padding);

        weightParameter = new Parameter(empty(WeightShape(), dtype, device));
        biasParameter = bias ? new Parameter(empty([out_channels], dtype, device)) : null;
        reset_parameters();
        register_parameter(nameof(weight), weightParameter);
        register_parameter(nameof(this.bias), biasParameter);
        ComponentsAreRegistered();
    }

    public long in_channels { get; }
    public long out_channels { get; }
    public long[] kernel_size { get; set; }
    public long[] stride { get; set; }
    public long[] padding { get; private set; }
    public Padding? padding_type { get; private set; }
    public PaddingModes padding_mode { get; set; }
    public long[] dilation { get; set; }
    public bool transposed { get; }
    public long[] output_padding { get; set; }
    public long groups { get; set; }

    public Parameter weight
    {
        get => weightParameter;
        set => ConditionallyRegisterParameter(nameof(weight), weightParameter = value ?? throw new ArgumentNullException(nameof(value)));
    }

    public Parameter? bias
    {
        get => biasParameter;
        set => ConditionallyRegisterParameter(nameof(bias), biasParameter = value);
    }

    public void SetPadding(long[] padding)
    {
        ArgumentNullException.ThrowIfNull(padding);
        this.padding = padding;
        padding_type = null;
        padsBeforeConvolution = [.. Enumerable.Reverse(padding).SelectMany(side => new[] { side, side })];
    }

    public void SetPadding(Padding padding)
    {
        padding_type = padding;
        padsBeforeConvolution = new long[2 * spatial];
        for (int i = spatial - 1; padding == Padding.Same && i >= 0; i--)
        {
            long total = dilation[i] * (kernel_size[i] - 1);
            long before = total / 2;
            padsBeforeConvolution[2 * (spatial - 1 - i)] = before;
            padsBeforeConvolution[2 * (spatial - 1 - i) + 1] = total - before;
        }
    }

    /// <summary>Draws weight and then bias anew, uniformly within 1 / sqrt(fan-in).</summary>
    public void reset_parameters()
    {
        nn.init.kaiming_uniform_(weight, a: Math.Sqrt(5));
        if (bias is null) return;
        (long fanIn, _) = nn.init.CalculateFanInAndFanOut(weight);
        if (fanIn == 0) return;
        double bound = 1 / Math.Sqrt(fanIn);
        nn.init.uniform_(bias, -bound, bound);
    }

    /// <summary>The input with its border, for a convolution that then pads nothing itself.</summary>
    private protected Tensor Bordered(Tensor input) => F.pad(input, padsBeforeConvolution, padding_mode);

    private protected bool PadsFirst => padding_mode != PaddingModes.Zeros;

    private long[] WeightShape() => transposed
        ? [in_channels, out_channels / groups, .. kernel_size]
        : [out_channels, in_channels / groups, .. kernel_size];
}
