namespace Awsnet.Components.Compare;

/// <summary>One cost, measured on our side and on a peer's, each in a fresh process.</summary>
/// <param name="Name">What is compared.</param>
/// <param name="Unit">The unit of both costs; lower is better.</param>
/// <param name="Ours">Our worker's name.</param>
/// <param name="Peer">The name of Python's worker, or null where the peer is <paramref name="OwnPeer"/>.</param>
/// <param name="OwnPeer">A worker of this program that stands as the peer: plain TorchSharp code, or our own epoch with fixed
/// weights.</param>
/// <param name="Program">The program beside this one that makes the comparison, where this one does not.</param>
internal sealed record Comparison(
    string Name, string Unit, string Ours, string? Peer = null, string? OwnPeer = null, string? Program = null)
{
    /// <summary>Whether the cost is the time from a worker's start to its end, and not what it answers.</summary>
    internal bool FromStart { get; init; }

    /// <summary>Whether the ratio says what ours costs, ours / peer, and not how much faster or smaller it is, peer / ours.</summary>
    internal bool IsCost { get; init; }

    /// <summary>Whether it is about bfloat16, which few processors multiply in.</summary>
    internal bool IsNarrow { get; init; }

    private const string Nifti = "nifti/bin/Release/net10.0/NiftiCompare.dll";
    private const string Metrics = "metrics/bin/Release/net10.0/Awsnet.Components.Compare.Metrics.dll";

    internal static readonly Comparison[] All =
    [
        new("train-step-fp32", "s", "train-step-fp32", OwnPeer: "train-step-plain"),
        new("train-step-fp32-kept", "s", "train-step-fp32", OwnPeer: "train-step-plain-kept"),
        new("train-step-fp32-freed", "s", "train-step-fp32-freed", OwnPeer: "train-step-plain"),
        new("train-step-bf16", "s", "train-step-bf16", OwnPeer: "train-step-plain") { IsNarrow = true },
        new("train-step-memory", "MiB", "memory-fp32", OwnPeer: "memory-plain"),
        new("train-step-memory-kept", "MiB", "memory-fp32", OwnPeer: "memory-plain-kept"),
        new("train-step-memory-freed", "MiB", "memory-fp32-freed", OwnPeer: "memory-plain"),
        new("train-step-memory-bf16", "MiB", "memory-bf16", OwnPeer: "memory-plain") { IsNarrow = true },
        new("inference-1-fp32", "s", "inference-1-fp32", OwnPeer: "inference-1-plain"),
        new("inference-16-fp32", "s", "inference-16-fp32", OwnPeer: "inference-16-plain"),
        new("inference-1-bf16", "s", "inference-1-bf16", OwnPeer: "inference-1-plain") { IsNarrow = true },
        new("inference-16-bf16", "s", "inference-16-bf16", OwnPeer: "inference-16-plain") { IsNarrow = true },
        new("volume-step-fp32", "s", "volume-step-fp32", OwnPeer: "volume-step-plain"),
        new("volume-step-fp32-kept", "s", "volume-step-fp32", OwnPeer: "volume-step-plain-kept"),
        new("volume-step-bf16", "s", "volume-step-bf16", OwnPeer: "volume-step-plain") { IsNarrow = true },
        new("volume-memory", "MiB", "volume-memory-fp32", OwnPeer: "volume-memory-plain"),
        new("volume-memory-kept", "MiB", "volume-memory-fp32", OwnPeer: "volume-memory-plain-kept"),
        new("volume-memory-bf16", "MiB", "volume-memory-bf16", OwnPeer: "volume-memory-plain") { IsNarrow = true },
        new("volume-processor-fp32", "s", "volume-processor-fp32", OwnPeer: "volume-processor-plain"),
        new("volume-processor-fp32-kept", "s", "volume-processor-fp32", OwnPeer: "volume-processor-plain-kept"),
        new("stack-step-fp32", "s", "stack-step-fp32", OwnPeer: "stack-step-plain"),
        new("stack-step-fp32-kept", "s", "stack-step-fp32", OwnPeer: "stack-step-plain-kept"),
        new("stack-processor-fp32", "s", "stack-processor-fp32", OwnPeer: "stack-processor-plain"),
        new("stack-processor-fp32-kept", "s", "stack-processor-fp32", OwnPeer: "stack-processor-plain-kept"),
        new("stack-memory", "MiB", "stack-memory-fp32", OwnPeer: "stack-memory-plain"),
        new("das-epoch", "s", "das-epoch-side-by-side", OwnPeer: "fixed-epoch") { IsCost = true },
        new("das-epoch-one-by-one", "s", "das-epoch-one-by-one", OwnPeer: "fixed-epoch") { IsCost = true },
        new("das-epoch-processes", "s", "das-epoch-processes", OwnPeer: "das-epoch-side-by-side") { IsCost = true },
        new("das-second-epoch-processes", "s", "das-second-epoch-processes", OwnPeer: "das-second-epoch") { IsCost = true },
        new("candidate-process", "s", "candidate-process", OwnPeer: "candidate-in-process") { IsCost = true },
        new("das-memory", "MiB", "das-memory-side-by-side", OwnPeer: "fixed-run-memory") { IsCost = true },
        new("das-memory-one-by-one", "MiB", "das-memory-one-by-one", OwnPeer: "fixed-run-memory") { IsCost = true },
        new("first-step", "s", "first-step", OwnPeer: "first-step-plain") { FromStart = true },
        new("sliding", "s", "sliding", OwnPeer: "sliding-plain"),
        new("sliding-kept", "s", "sliding", OwnPeer: "sliding-plain-kept"),
        new("sliding-freed", "s", "sliding-freed", OwnPeer: "sliding-plain"),
        new("sliding-memory", "MiB", "sliding-memory", OwnPeer: "sliding-memory-plain"),
        new("sliding-memory-kept", "MiB", "sliding-memory", OwnPeer: "sliding-memory-plain-kept"),
        new("sliding-memory-freed", "MiB", "sliding-memory-freed", OwnPeer: "sliding-memory-plain"),
        new("train-step-pytorch", "s", "train-step-fp32", Peer: "train-step"),
        new("train-step-memory-pytorch", "MiB", "memory-fp32", Peer: "memory"),
        new("inference-1-pytorch", "s", "inference-1-fp32", Peer: "inference-1"),
        new("inference-16-pytorch", "s", "inference-16-fp32", Peer: "inference-16"),
        new("first-step-pytorch", "s", "first-step", Peer: "first-step") { FromStart = true },
        new("nifti-gz", "s", "nifti-gz", Program: Nifti),
        new("nifti-gz-new-array", "s", "nifti-gz-new-array", Program: Nifti),
        new("nifti-plain", "s", "nifti-plain", Program: Nifti),
        new("nifti-plain-new-array", "s", "nifti-plain-new-array", Program: Nifti),
        new("nifti-slice", "s", "nifti-slice", Program: Nifti),
        new("nifti-memory", "MiB", "nifti-memory", Program: Nifti),
        new("metrics-surface-distance", "s", "metrics-surface-distance", Program: Metrics),
        new("metrics-default", "s", "metrics-default", Program: Metrics),
        new("metrics-medpy", "s", "metrics-medpy", Program: Metrics),
    ];
}
