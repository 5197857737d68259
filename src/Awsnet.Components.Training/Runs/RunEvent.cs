namespace Awsnet.Components;

/// <summary>What a <see cref="RunProgress"/> tells of.</summary>
public enum RunEvent
{
    /// <summary>A step was trained.</summary>
    Step,

    /// <summary>A candidate of an auto-weighted epoch was evaluated.</summary>
    Candidate,

    /// <summary>An epoch is done, and validated if it was due.</summary>
    Epoch,

    /// <summary>Something the user should know; see <see cref="RunProgress.Message"/>.</summary>
    Warning,

    /// <summary>The run is done.</summary>
    Finished,
}
