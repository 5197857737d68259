using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>A process to start.</summary>
public sealed record LaunchRequest
{
    /// <summary>A name for it, unique within the machine or cluster.</summary>
    /// <value>Letters, digits, hyphens.</value>
    public required string Name { get; init; }

    /// <summary>The program and its arguments.</summary>
    /// <value>At least the program.</value>
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>Environment variables that it gets beside those of this process.</summary>
    /// <value>Default none.</value>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How many threads it computes with.</summary>
    /// <value>1 or more. Default 1.</value>
    public int Threads { get; init; } = 1;

    /// <summary>How long it is given to end by itself, for instance to save, once it is asked to.</summary>
    /// <value>0 to 24 days. Default 5 seconds.</value>
    public TimeSpan Grace { get; init => field = CheckGrace(value); } = TimeSpan.FromSeconds(5);

    /// <summary>A timer takes no more than some 24 days.</summary>
    internal static TimeSpan CheckGrace(TimeSpan value) =>
        Option.InRange(value, value >= TimeSpan.Zero && value <= TimeSpan.FromDays(24), "0 to 24 days", nameof(Grace));

    /// <summary>Receives each line that it prints; null for nobody.</summary>
    public Action<string>? Output { get; init; }

    /// <summary>The files of the attempt, for a process that outlives this one; null where there are none.</summary>
    internal AttemptFolder? Attempt { get; init; }

    /// <summary>Receives what is to be said of it, rather than by it; null for nobody.</summary>
    internal Action<string>? Announce { get; init; }

    /// <summary>How often it may be started where that is not this process's doing: when Slurm requeues it.</summary>
    internal int Starts { get; init; } = 1;
}
