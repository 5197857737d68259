namespace Awsnet.Components;

/// <summary>Which training this is: given to a trainable with every epoch.</summary>
/// <param name="Epoch">Index of the epoch within the search, from 0.</param>
/// <param name="Candidate">Index of the candidate within the epoch, from 0.</param>
/// <param name="Seed">
/// Seed for everything random, 0 to 2⁵³ − 1. With common random numbers it is the same for all candidates of one epoch,
/// so decoded and augmented batches can be shared among them.
/// </param>
public readonly record struct EpochContext(int Epoch, int Candidate, long Seed);
