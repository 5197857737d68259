namespace Awsnet.Components;

/// <summary>The tensors of a checkpoint whose names begin with a prefix, by what follows it.</summary>
internal sealed class CheckpointSection(TensorFileContent file, string prefix) : ITensorSource
{
    public void ReadInto(string name, Tensor target) => file.ReadInto(prefix + name, target);

    public Tensor Read(string name) => file.Read(prefix + name);
}
