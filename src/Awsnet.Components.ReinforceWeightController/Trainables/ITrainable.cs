using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>What a <see cref="WeightSearch{TSnapshot}"/> trains: anything with a state, an epoch of training and a score.</summary>
/// <typeparam name="TSnapshot">A copy of everything that training changes (network, optimizer, statistics); opaque to the
/// search.</typeparam>
/// <remarks>
/// Calls come one at a time, on any thread. The search holds at most two snapshots, the incumbent and the best so far
/// (more only under successive halving), and releases one before it takes the next, so two reused buffers are enough.
/// Given the same state, weights and seed, training must give the same result: then candidates differ by their weights alone
/// and a search can be resumed exactly.
/// </remarks>
public interface ITrainable<TSnapshot>
{
    /// <summary>Copies the state. The copy is not touched by later training.</summary>
    TSnapshot Snapshot();

    /// <summary>Goes back to a copied state. The snapshot stays valid and may be restored again.</summary>
    /// <param name="snapshot">A snapshot that was not released.</param>
    void Restore(TSnapshot snapshot);

    /// <summary>Told when a snapshot is not needed any more, so that its buffers can be used for the next one.</summary>
    /// <param name="snapshot">A snapshot that will not be restored again.</param>
    void Release(TSnapshot snapshot);

    /// <summary>Trains one epoch from the state at hand, minimizing Σ α_l L_l.</summary>
    /// <param name="weights">The weights α.</param>
    /// <param name="context">Which epoch and candidate this is, and the seed for everything random in it.</param>
    /// <param name="progress">Told how far the epoch is; null for none.</param>
    /// <param name="cancellation">Honored by throwing <see cref="OperationCanceledException"/>; the search then restores the
    /// incumbent.</param>
    /// <returns>Mean unweighted value of each loss in the order of the weights, or empty when not observed.</returns>
    ImmutableArray<double> TrainEpoch(
        LossWeights weights, EpochContext context, IProgress<TrainingProgress>? progress, CancellationToken cancellation);

    /// <summary>Scores the state at hand, for instance the Dice on the validation set. Must not change the state.</summary>
    /// <param name="cancellation">Honored by throwing <see cref="OperationCanceledException"/>.</param>
    double Evaluate(CancellationToken cancellation);
}
