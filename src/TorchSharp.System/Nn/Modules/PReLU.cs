using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Modules;

/// <summary>A rectifier whose slope below zero is learned.</summary>
public sealed class PReLU : nn.Module<Tensor, Tensor>
{
    private Parameter weightParameter;

    internal PReLU(long num_parameters, double init, Device? device, ScalarType? dtype) : base(nameof(PReLU))
    {
        this.num_parameters = num_parameters;
        this.init = init;
        weightParameter = new Parameter(full([num_parameters], init, dtype ?? get_default_dtype(), device));
        register_parameter(nameof(weight), weightParameter);
        ComponentsAreRegistered();
    }

    public long num_parameters { get; }
    public double init { get; }

    public Parameter weight
    {
        get => weightParameter;
        set => ConditionallyRegisterParameter(nameof(weight), weightParameter = value ?? throw new ArgumentNullException(nameof(value)));
    }

    public override Tensor forward(Tensor tensor) => F.prelu(tensor, weightParameter);
}
