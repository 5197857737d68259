namespace Awsnet.Components.Compare;

/// <summary>One cost, measured on our side and on a peer's, each in a fresh process.</summary>
/// <param name="Name">What is compared.</param>
/// <param name="Unit">The unit of both costs; lower is better.</param>
/// <param name="Ours">Our worker's name.</param>
/// <param name="Peer">The peer's worker's name, or null where the peer is our own worker <paramref name="OwnPeer"/>.</param>
/// <param name="OwnPeer">Our own worker that stands as the peer: the ratio is then ours / peer, else peer / ours.</param>
internal sealed record Comparison(string Name, string Unit, string Ours, string? Peer = null, string? OwnPeer = null)
{
    internal static readonly Comparison[] All =
    [
        new("add-one-element", "s", "add-one-element", Peer: "add-one-element"),
        new("train-step-same", "s", "train-step-same", Peer: "train-step"),
        new("train-step-fp32", "s", "train-step-fp32", Peer: "train-step"),
        new("train-step-bf16", "s", "train-step-bf16", Peer: "train-step"),
        new("train-step-memory", "MiB", "memory-fp32", Peer: "memory"),
        new("inference-1", "s", "inference-1", Peer: "inference-1"),
        new("inference-16", "s", "inference-16", Peer: "inference-16"),
        new("first-step", "s", "first-step", Peer: "first-step"),
    ];
}
