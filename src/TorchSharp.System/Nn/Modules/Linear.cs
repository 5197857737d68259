using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Modules;

/// <summary>y = x Wᵀ + b over the last dimension.</summary>
public sealed class Linear : nn.Module<Tensor, Tensor>
{
    private Parameter weightParameter;
    private Parameter? biasParameter;

    internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
    {
        weightParameter = weight;
        biasParameter = bias;
        in_features = weight.shape[1];
        out_features = weight.shape[0];
        register_parameter(nameof(weight), weight);
        register_parameter(nameof(bias), bias);
        ComponentsAreRegistered();
    }

    internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype)
        : this(
            new Parameter(empty([outputSize, inputSize], dtype, device)),
            hasBias ? new Parameter(empty([outputSize], dtype, device)) : null)
    {
        nn.init.kaiming_uniform_(weight, a: Math.Sqrt(5));
        if (bias is null) return;
        double bound = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
        nn.init.uniform_(bias, -bound, bound);
    }

    public long in_features { get; set; }
    public long out_features { get; set; }

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

    public override Tensor forward(Tensor tensor) => F.linear(tensor, weightParameter, biasParameter);
}
