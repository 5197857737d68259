namespace Awsnet.Components;

/// <summary>What a process is asked for.</summary>
internal enum TaskKind
{
    /// <summary>The state that the run starts from.</summary>
    Begin,

    /// <summary>A candidate: train from the parent with weights and seed, evaluate.</summary>
    Train,

    /// <summary>The score of the parent.</summary>
    Evaluate,

    /// <summary>A rung of a whole run: train from the parent, or from the start, to the end of an epoch, evaluate.</summary>
    Run,
}
