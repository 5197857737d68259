using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Awsnet.Components.Samples;

/// <summary>Two tasks on one hidden layer: [N, 4] to a value [N] and to the logits of two sides [N, 2].</summary>
internal sealed class TwoTaskNet : nn.Module<Tensor, (Tensor Value, Tensor Side)>
{
    private readonly Linear first;
    private readonly Linear second;
    private readonly Linear value;
    private readonly Linear side;

    internal TwoTaskNet(int width = 16) : base(nameof(TwoTaskNet))
    {
        first = nn.Linear(Readings.Inputs, width);
        second = nn.Linear(width, width);
        value = nn.Linear(width, 1);
        side = nn.Linear(width, 2);
        RegisterComponents();
    }

    public override (Tensor Value, Tensor Side) forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor feature = tanh(second.call(tanh(first.call(input))));
        return (value.call(feature).squeeze(1).MoveToOuterDisposeScope(), side.call(feature).MoveToOuterDisposeScope());
    }
}
