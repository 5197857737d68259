namespace Awsnet.Components;

/// <summary>
/// What the random draws for one sample depend on, and all they depend on: the same three numbers give the same
/// augmentation on any thread, in any order, on any machine.
/// </summary>
/// <param name="Run">The run's seed.</param>
/// <param name="Epoch">The epoch, so that a sample looks different each time.</param>
/// <param name="Sample">The sample's index in the data set (not in the batch).</param>
public readonly record struct SampleSeed(long Run, int Epoch, int Sample)
{
    internal RandomStream Stream() => new((ulong)Run, (ulong)Epoch, (ulong)Sample);
}
