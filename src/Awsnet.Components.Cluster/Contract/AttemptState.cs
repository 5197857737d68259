namespace Awsnet.Components;

/// <summary>Where one try of a candidate or of a job stands; one of which there is none is pending.</summary>
public enum AttemptState
{
    /// <summary>Its process was started.</summary>
    Running,

    /// <summary>Its result was accepted; a job ended well.</summary>
    Done,

    /// <summary>The machine's fault: it is tried again, at most so many times.</summary>
    Failed,

    /// <summary>Its own fault (the training threw, or left the numbers; the job ended with an error): not tried again.</summary>
    Abandoned,

    /// <summary>One of several that failed, after which it was given up.</summary>
    Lost,

    /// <summary>The coordinator ended before it did, or was told to stop: it does not count as a try.</summary>
    Interrupted,
}
