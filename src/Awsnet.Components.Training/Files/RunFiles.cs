namespace Awsnet.Components;

/// <summary>What a run writes: its checkpoints and its metrics.</summary>
internal sealed record RunFiles(CheckpointFolder Checkpoints, MetricsFile Metrics, BoardFile? Board) : IDisposable
{
    internal const string MetricsName = "metrics.jsonl";

    public void Dispose() => Checkpoints.Dispose();
}
