namespace Awsnet.Components;

/// <summary>How much a finding about a data set matters.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing, nothing to do.</summary>
    Info,

    /// <summary>Readable, but perhaps not what one thinks it is: look before training.</summary>
    Warning,

    /// <summary>The case cannot be used as it is.</summary>
    Error,
}
