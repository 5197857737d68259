using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>How processes become steps of a Slurm allocation.</summary>
public sealed record SlurmOptions
{
    /// <summary>Memory of each step, as <c>srun --mem</c> takes it.</summary>
    /// <value>For instance "4G". Default "0": all that the allocation has on the node, so that steps do not wait for each other.</value>
    public string MemoryPerStep { get; init; } = "0";

    /// <summary>Further arguments of <c>srun</c>, for instance <c>--gres=gpu:1</c>.</summary>
    /// <value>Default none.</value>
    public ImmutableArray<string> Arguments { get; init; } = [];
}
