namespace Awsnet.Components.Myops;

/// <summary>What <c>finished.json</c> holds.</summary>
/// <param name="Stages">What each stage came to, in order.</param>
internal sealed record RunSummary(IReadOnlyList<StageSummary> Stages);
