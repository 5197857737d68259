namespace Awsnet.Components;

/// <summary>A run that a <see cref="WholeRunSearch"/> wants trained: from its start, or on from where it was left.</summary>
/// <param name="Candidate">Which set of weights, from 0; 0 are equal weights.</param>
/// <param name="Repeat">Which of its runs, from 0.</param>
/// <param name="Weights">The weights to train with.</param>
/// <param name="Seed">Seed of everything random in the run, the same for the runs of all candidates with this repeat.</param>
/// <param name="Epochs">How many epochs shall be done in all when it is scored.</param>
public readonly record struct WholeRunTrial(int Candidate, int Repeat, LossWeights Weights, long Seed, int Epochs);
