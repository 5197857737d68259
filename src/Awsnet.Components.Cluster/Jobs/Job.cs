using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>A piece of work that depends on no other: a member of an ensemble, a fold, an arm of an experiment.</summary>
public sealed record Job
{
    /// <summary>Its name, for messages.</summary>
    /// <value>At least one character.</value>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public required string Name
    {
        get;
        init => field = !string.IsNullOrEmpty(value)
            ? value
            : throw new ArgumentException("A job has no name; give it one.", nameof(value));
    }

    /// <summary>The program and its arguments. Started again after a failure of the machine, it goes on where it was.</summary>
    /// <value>At least the program.</value>
    /// <exception cref="ArgumentException">There is no program.</exception>
    public required ImmutableArray<string> Command
    {
        get;
        init => field = !value.IsDefaultOrEmpty && !string.IsNullOrEmpty(value[0])
            ? value
            : throw new ArgumentException("A job's command is empty; give the program and its arguments.", nameof(value));
    }

    /// <summary>Files that it leaves. One that is done is run again when one of them is gone.</summary>
    /// <value>Default none: what is done stays done.</value>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Threads that it computes with.</summary>
    /// <value>1 or more. Default 1.</value>
    public int Threads { get; init => field = Option.InRange(value, value >= 1, "1 or more"); } = 1;
}
