namespace TorchSharp.Peers;

/// <summary>Tests that set what the process has one of, such as the seed or the number of threads; nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SerialCollection
{
    public const string Name = "torch, one at a time";
}
