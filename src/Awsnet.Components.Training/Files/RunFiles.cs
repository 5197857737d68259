namespace Awsnet.Components;

/// <summary>What a run writes: its checkpoints and its metrics.</summary>
internal sealed class RunFiles(CheckpointFolder checkpoints, MetricsFile metrics, BoardFile? board) : IDisposable
{
    internal const string MetricsName = "metrics.jsonl";

    internal CheckpointFolder Checkpoints { get; } = checkpoints;

    internal MetricsFile Metrics { get; } = metrics;

    internal BoardFile? Board { get; } = board;

    public void Dispose() => Checkpoints.Dispose();
}
