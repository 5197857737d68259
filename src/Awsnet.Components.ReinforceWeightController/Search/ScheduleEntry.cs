namespace Awsnet.Components;

/// <summary>One epoch of a schedule: what was trained with and carried on.</summary>
/// <param name="Epoch">Index of the epoch in the search.</param>
/// <param name="Weights">The adopted candidate's weights.</param>
/// <param name="Seed">The seed it trained with.</param>
public sealed record ScheduleEntry(int Epoch, LossWeights Weights, long Seed);
