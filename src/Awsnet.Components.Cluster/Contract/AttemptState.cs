namespace Awsnet.Components;

/// <summary>Where one try of a candidate stands; a candidate of which there is none is pending.</summary>
public enum AttemptState
{
    /// <summary>Its process was started.</summary>
    Running,

    /// <summary>Its result was accepted.</summary>
    Done,

    /// <summary>The machine's fault: the candidate is tried again, at most so many times.</summary>
    Failed,

    /// <summary>The training's own fault (it threw, or left the numbers): not tried again.</summary>
    Abandoned,

    /// <summary>One of several that failed, after which the candidate was given up.</summary>
    Lost,

    /// <summary>The coordinator ended before it did, or was told to stop: it does not count as a try.</summary>
    Interrupted,
}
