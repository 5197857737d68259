namespace Awsnet.Components.Myops;

/// <summary>What <c>experiment.json</c> holds: what all tables of a folder have in common, so that they can share arms.</summary>
internal sealed record ExperimentRecord : BegunRecord
{
    /// <summary>Parts that the patients are dealt into; each part is held out once a seed.</summary>
    public required int Folds { get; init; }
}
