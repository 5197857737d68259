using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>A copy of everything that training changes: parameters, buffers, the optimiser's state, averaged parameters. Opaque; its memory is used again.</summary>
public sealed class TorchSnapshot
{
    internal TorchSnapshot()
    {
    }

    /// <summary>Parameters, buffers and averages by name, on the network's device.</summary>
    internal Dictionary<string, Tensor> Tensors { get; } = new(StringComparer.Ordinal);

    /// <summary>The optimiser's state as it writes it.</summary>
    internal MemoryStream Optimizer { get; } = new();

    /// <summary>How often the averaged parameters were updated.</summary>
    internal long AverageSteps { get; set; }

    /// <summary>How the copied state evaluated, if it was evaluated.</summary>
    internal Evaluation? Evaluation { get; set; }

    internal void Free()
    {
        foreach (Tensor tensor in Tensors.Values)
            tensor.Dispose();
        Tensors.Clear();
        Optimizer.Dispose();
    }
}
