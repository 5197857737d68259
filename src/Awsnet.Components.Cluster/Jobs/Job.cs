using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>A piece of work that depends on no other: a member of an ensemble, a fold, an arm of an experiment.</summary>
public sealed record Job
{
    /// <summary>Its name, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>The program and its arguments. Started again after a failure of the machine, it goes on where it was.</summary>
    /// <value>At least the program.</value>
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>Files that it leaves. One that is done is run again when one of them is gone.</summary>
    /// <value>Default none: what is done stays done.</value>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Threads that it computes with.</summary>
    /// <value>1 or more. Default 1.</value>
    public int Threads { get; init; } = 1;
}
