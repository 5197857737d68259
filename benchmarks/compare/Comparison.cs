namespace Awsnet.Components.Compare;

/// <summary>One cost, measured on our side and on a peer's, each in a fresh process.</summary>
/// <param name="Name">What is compared.</param>
/// <param name="Unit">The unit of both costs; lower is better.</param>
/// <param name="Ours">Our worker's name.</param>
/// <param name="Peer">The peer's worker's name, or null where the peer is our own worker <paramref name="OwnPeer"/>.</param>
/// <param name="OwnPeer">Our own worker that stands as the peer: the ratio is then ours / peer, else peer / ours.</param>
/// <param name="Program">The program beside this one that makes the comparison, where this one does not.</param>
internal sealed record Comparison(string Name, string Unit, string Ours, string? Peer = null, string? OwnPeer = null, string? Program = null)
{
    /// <summary>Whether the cost is the time from a worker's start to its end, and not what it answers.</summary>
    internal bool FromStart { get; init; }

    private const string Nifti = "nifti/bin/Release/net10.0/NiftiCompare.dll";
    private const string Metrics = "metrics/bin/Release/net10.0/Awsnet.Components.Compare.Metrics.dll";

    internal static readonly Comparison[] All =
    [
        new("add-one-element", "s", "add-one-element", Peer: "add-one-element"),
        new("train-step-same", "s", "train-step-same", Peer: "train-step"),
        new("train-step-fp32", "s", "train-step-fp32", Peer: "train-step"),
        new("train-step-bf16", "s", "train-step-bf16", Peer: "train-step"),
        new("train-step-fp32-lean", "s", "train-step-fp32-lean", Peer: "train-step"),
        new("train-step-bf16-lean", "s", "train-step-bf16-lean", Peer: "train-step"),
        new("train-step-memory", "MiB", "memory-fp32-lean", Peer: "memory"),
        new("train-step-memory-bf16", "MiB", "memory-bf16-lean", Peer: "memory"),
        new("inference-1", "s", "inference-1", Peer: "inference-1"),
        new("inference-16", "s", "inference-16", Peer: "inference-16"),
        new("inference-1-fp32", "s", "inference-1-fp32", Peer: "inference-1"),
        new("inference-16-fp32", "s", "inference-16-fp32", Peer: "inference-16"),
        new("das-epoch", "s", "das-epoch-side-by-side", OwnPeer: "fixed-epoch"),
        new("das-epoch-one-by-one", "s", "das-epoch-one-by-one", OwnPeer: "fixed-epoch"),
        new("das-memory", "MiB", "das-memory-side-by-side", OwnPeer: "fixed-run-memory"),
        new("das-memory-one-by-one", "MiB", "das-memory-one-by-one", OwnPeer: "fixed-run-memory"),
        new("first-step", "s", "first-step", Peer: "first-step") { FromStart = true },
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
