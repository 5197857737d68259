namespace Awsnet.Components;

/// <summary>What a <see cref="SearchProgress"/> tells about.</summary>
public enum SearchStage
{
    /// <summary>A candidate is training.</summary>
    Training,

    /// <summary>A candidate has been evaluated, or has failed.</summary>
    Evaluated,

    /// <summary>The epoch is over and the incumbent is settled.</summary>
    Settled,
}
