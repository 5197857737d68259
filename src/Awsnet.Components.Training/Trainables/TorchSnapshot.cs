namespace Awsnet.Components;

/// <summary>
/// A copy of everything that training changes: parameters, buffers, the optimizer's memory, averaged parameters. Opaque; its memory is used
/// again.
/// </summary>
public sealed class TorchSnapshot : ITensorSource
{
    internal TorchSnapshot()
    {
    }

    /// <summary>The state by name, parameters and moments on their device.</summary>
    internal Dictionary<string, Tensor> Tensors { get; } = new(StringComparer.Ordinal);

    /// <summary>How often the averaged parameters were updated.</summary>
    internal long EmaSteps { get; set; }

    /// <summary>How the copied state evaluated, if it was evaluated.</summary>
    internal Evaluation? Evaluation { get; set; }

    void ITensorSource.ReadInto(string name, Tensor target) => target.copy_(Tensors[name]);

    Tensor ITensorSource.Read(string name) => Tensors[name];

    /// <summary>The state as a file has it: equal states give equal files.</summary>
    internal (string Name, Tensor Value)[] InOrder() =>
        [.. Tensors.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value))];

    /// <summary>Reads the tensors that this copy of a live state has; what is of no fixed shape is read anew.</summary>
    internal void Read(TensorFileContent content)
    {
        using var scope = NewDisposeScope();
        SavedNames.Check(content.Path, content.Names, Tensors.Keys);
        foreach (var (name, tensor) in Tensors.ToArray())
        {
            if (name == OptimizerMemory.BytesName)
                NetworkState.Copy([(name, content.Read(name))], Tensors);
            else
                content.ReadInto(name, tensor);
        }
    }

    internal void Free()
    {
        foreach (Tensor tensor in Tensors.Values)
            tensor.Dispose();
        Tensors.Clear();
    }
}
