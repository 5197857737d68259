using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>How candidates are tried in processes of their own.</summary>
public sealed record ClusterOptions
{
    /// <summary>How often a candidate is tried before it is lost, where machines fail it. A crash in native code counts as that.</summary>
    /// <value>1 or more. Default 3.</value>
    public int Attempts { get; init => field = Option.InRange(value, value >= 1, "1 or more"); } = 3;

    /// <summary>A process that shows no progress for so long hangs: it is ended, and the attempt has failed.</summary>
    /// <value>Above 0. Default 10 minutes. It must be longer than making the trainable, one training step, or one evaluation takes.</value>
    public TimeSpan SilenceLimit
    {
        get;
        init => field = Option.InRange(value, value > TimeSpan.Zero, "above 0");
    } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How many candidates of an epoch may be lost, all attempts having failed, before the search stops. A lost one counts as the mean of
    /// the others and is never adopted.
    /// </summary>
    /// <value>0 or more. Default 0: all results are needed, else the search stops and says why.</value>
    public int LostAllowed { get; init => field = Option.InRange(value, value >= 0, "0 or more"); }

    /// <summary>
    /// Whether results of another program, library, processor or number of threads than the first one's are used. The run is then marked
    /// as mixed: it cannot be repeated to the bit.
    /// </summary>
    /// <value>Default false: such a result stops the search.</value>
    public bool AllowMixed { get; init; }

    /// <summary>Threads of each process.</summary>
    /// <value>1 or more. Default 1. The last bits of a training depend on it.</value>
    public int Threads { get; init => field = Option.InRange(value, value >= 1, "1 or more"); } = 1;

    /// <summary>
    /// Whether a process does one candidate after another: program, data and the state to start from are then loaded once a process. Each
    /// whole run has a process of its own all the same.
    /// </summary>
    /// <value>
    /// Default true, where the launcher can (<see cref="ILauncher.SendsInput"/>). False for a process a candidate, such as for a trainable
    /// that does not give its memory back.
    /// </value>
    public bool KeepProcesses { get; init; } = true;

    /// <summary>The command that each process runs.</summary>
    /// <value>Default: this program with <see cref="Arguments"/>.</value>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>This program's arguments in each process, from which that makes the same trainable.</summary>
    /// <value>Default null: those of this process.</value>
    public ImmutableArray<string>? Arguments { get; init; }
}
