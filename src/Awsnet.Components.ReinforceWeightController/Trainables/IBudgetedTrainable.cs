using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>A trainable that can train a part of an epoch and continue later, as successive halving needs.</summary>
/// <typeparam name="TSnapshot">A copy of everything that training changes.</typeparam>
public interface IBudgetedTrainable<TSnapshot> : ITrainable<TSnapshot>
{
    /// <summary>Trains the part of an epoch between two fractions, from the state at hand.</summary>
    /// <remarks>
    /// The parts 0 to a and a to 1, one after the other, give what a whole epoch would: the seed fixes the order of the batches,
    /// and a part begins with the first batch that the one before left.
    /// </remarks>
    /// <param name="weights">The weights α.</param>
    /// <param name="context">Which epoch and candidate this is, and the seed for everything random in it.</param>
    /// <param name="from">Where the part begins, 0 to 1.</param>
    /// <param name="to">Where it ends, above <paramref name="from"/>, at most 1.</param>
    /// <param name="progress">Told how far the epoch is; null for none.</param>
    /// <param name="cancellation">Honored by throwing <see cref="OperationCanceledException"/>.</param>
    /// <returns>Mean unweighted value of each loss over the part, in the order of the weights, or empty when not observed.</returns>
    ImmutableArray<double> TrainPart(LossWeights weights, EpochContext context, double from, double to,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation);
}
