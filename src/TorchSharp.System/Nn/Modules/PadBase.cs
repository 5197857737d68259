using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Modules;

/// <summary>Adds a border; the widths begin with the last dimension, before and after it.</summary>
public abstract class PadBase : ParameterLessModule<Tensor, Tensor>
{
    private readonly PaddingModes mode;

    private protected PadBase(string name, PaddingModes mode, double value, params long[] padding) : base(name)
    {
        this.mode = mode;
        this.value = value;
        this.padding = padding;
    }

    public double value { get; set; }
    public long[] padding { get; set; }

    public override Tensor forward(Tensor input) => F.pad(input, padding, mode, value);
}
