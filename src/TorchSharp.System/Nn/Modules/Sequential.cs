using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules one after the other; what lies between two of them is freed as soon as it is used.</summary>
public class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly List<nn.IModule<Tensor, Tensor>> steps = [];

    protected internal Sequential(params (string name, nn.Module<Tensor, Tensor> module)[] modules) : base(nameof(Sequential))
    {
        foreach ((string name, nn.Module<Tensor, Tensor> module) in modules) append(name, module);
    }

    protected internal Sequential(params nn.Module<Tensor, Tensor>[] modules) : base(nameof(Sequential))
    {
        foreach (nn.Module<Tensor, Tensor> module in modules) append(module);
    }

    public int Count => steps.Count;

    public nn.IModule<Tensor, Tensor> this[int index] => steps[index];

    public Sequential this[Range index]
    {
        get
        {
            (int start, int length) = index.GetOffsetAndLength(steps.Count);
            Sequential part = new(Array.Empty<nn.Module<Tensor, Tensor>>());
            foreach (nn.IModule<Tensor, Tensor> step in steps.GetRange(start, length)) part.append(step);
            return part;
        }
    }

    public Sequential append(nn.IModule<Tensor, Tensor> module) => append(steps.Count.ToString(CultureInfo.InvariantCulture), module);

    public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
    {
        ArgumentNullException.ThrowIfNull(module);
        add_module(name, (nn.Module)module);
        steps.Add(module);
        return this;
    }

    public override Tensor forward(Tensor tensor)
    {
        if (steps.Count == 0) return tensor.alias();
        Tensor current = tensor;
        foreach (nn.IModule<Tensor, Tensor> step in steps)
        {
            Tensor next = step.call(current);
            if (!ReferenceEquals(current, tensor) && !ReferenceEquals(current, next)) current.Dispose();
            current = next;
        }
        return current;
    }
}
