namespace Awsnet.Components;

/// <summary>A snapshot and the candidate that it belongs to.</summary>
/// <typeparam name="TSnapshot">The trainable's snapshot.</typeparam>
/// <param name="Candidate">Index of the candidate within the epoch in progress.</param>
/// <param name="Snapshot">Its state after training.</param>
public readonly record struct HeldSnapshot<TSnapshot>(int Candidate, TSnapshot Snapshot);
