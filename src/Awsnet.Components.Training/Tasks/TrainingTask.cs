using System.Collections.Immutable;
using TorchSharp.Modules;

namespace Awsnet.Components;

/// <summary>What is to be trained: a network, its optimizer, the batches of an epoch, its losses and its score.</summary>
/// <typeparam name="TNetwork">Any module; it need not segment anything.</typeparam>
/// <typeparam name="TBatch">What one step trains on, for instance a <see cref="TensorBatch"/>. A batch that is <see cref="IDisposable"/> is
/// disposed after use.</typeparam>
/// <remarks>
/// The network comes as an argument with every call: with candidates side by side there are several of them, and the delegates
/// are then called from several threads at once.
/// </remarks>
public sealed record TrainingTask<TNetwork, TBatch>
    where TNetwork : nn.Module
{
    /// <summary>
    /// Makes a new network, on the device it trains on, at each call. Torch's generator is seeded before, so that the same run seed gives
    /// the same network.
    /// </summary>
    public required Func<TNetwork> Network { get; init; }

    /// <summary>Makes the optimizer of a network.</summary>
    /// <value>Default: Adam at 0.001, the paper's.</value>
    public Func<TNetwork, optim.Optimizer> Optimizer { get; init; } = network => optim.Adam(network.parameters(), 1e-3);

    /// <summary>
    /// Makes one of TorchSharp's own learning-rate schedulers, such as <c>optim.lr_scheduler.StepLR(optimizer, 30)</c>; it is stepped after
    /// each epoch, <c>ReduceLROnPlateau</c> with the reward of each validation.
    /// </summary>
    /// <remarks>
    /// Takes the place of <see cref="TrainingOptions.Schedule"/>. Learning rates alone are taken from it, for all parameter groups. A run
    /// that resumes makes it anew and steps it as often again.
    /// </remarks>
    /// <value><see langword="null"/> (the default) for none.</value>
    public Func<optim.Optimizer, optim.lr_scheduler.LRScheduler>? Scheduler { get; init; }

    /// <summary>The losses' names, in the order of weights and terms.</summary>
    /// <value>At least one, no two alike; one for a training with a single loss.</value>
    public required ImmutableArray<string> LossNames { get; init; }

    /// <summary>How many batches an epoch has.</summary>
    /// <value>1 or more.</value>
    public required int BatchesPerEpoch { get; init; }

    /// <summary>Yields the batches of the epoch with the seed given: decoded, shuffled and augmented by that seed alone.</summary>
    /// <remarks>
    /// Read ahead of nothing and in order: with fixed weights one batch at a time is alive; in an auto-weighted epoch all are, shared by
    /// the candidates. A batch is freed after use, but not what was made on the way to it: make each in a dispose scope and move its
    /// tensors out (<c>MoveToOuterDisposeScope</c>), or memory grows with every batch.
    /// </remarks>
    public required Func<long, IEnumerable<TBatch>> Batches { get; init; }

    /// <summary>Whether batches are disposed after use.</summary>
    /// <value>Default true; false where <see cref="Batches"/> yields the same objects again.</value>
    public bool DisposeBatches { get; init; } = true;

    /// <summary>The losses of a network on a batch, given the weights; a loss with weight 0 need not be computed.</summary>
    /// <remarks>
    /// Called with the network in training mode, within a dispose scope of its own.
    /// <see cref="LossTerms.Weighted(LossWeights, IReadOnlyList{Tensor})"/> adds up terms.
    /// </remarks>
    public required Func<TNetwork, TBatch, LossWeights, LossTerms> Loss { get; init; }

    /// <summary>Scores a network, for instance by the Dice on the validation set.</summary>
    /// <remarks>
    /// Called with the network in evaluation mode, without gradients, within a dispose scope of its own. It must not change the network.
    /// </remarks>
    public required Func<TNetwork, CancellationToken, Evaluation> Evaluate { get; init; }

    /// <summary>
    /// Scores candidates by something more continuous than <see cref="Evaluate"/>, such as the negative loss on the validation set.
    /// </summary>
    /// <remarks>
    /// It sees the network's own parameters, not their moving average, which hardly tells the candidates of one epoch apart. The adopted
    /// network is evaluated as ever.
    /// </remarks>
    /// <value><see langword="null"/> (the default) for the reward of <see cref="Evaluate"/>.</value>
    public Func<TNetwork, CancellationToken, double>? CandidateScore { get; init; }

    /// <summary>Sees the network after each epoch, with what the epoch came to: to draw, to save, to count.</summary>
    /// <remarks>
    /// Called after the validation, with the network as that judged it: in evaluation mode, without gradients, with the moving averages
    /// where there are any, within a dispose scope of its own. It must not change the network. A run that is killed before its next
    /// checkpoint calls it again for the same epoch.
    /// </remarks>
    /// <value><see langword="null"/> (the default) for nothing.</value>
    public Action<TNetwork, EpochSummary>? EpochEnded { get; init; }

    /// <summary>The parameters whose gradients a step-by-step weighting compares: usually the layers that all losses share.</summary>
    /// <value><see langword="null"/> (the default) for all.</value>
    public Func<TNetwork, IEnumerable<Parameter>>? SharedParameters { get; init; }

    /// <summary>
    /// The loss of a network on validation data drawn by a seed, a scalar on the graph: for weightings that descend on it.
    /// </summary>
    /// <remarks>Called with the network in training mode; what it changes in the network's buffers is taken back.</remarks>
    public Func<TNetwork, long, Tensor>? ValidationLoss { get; init; }

    /// <summary>The losses on a batch, one term per name.</summary>
    /// <exception cref="InvalidOperationException">The delegate gave nothing, or another count of terms.</exception>
    internal LossTerms LossOf(TNetwork network, TBatch batch, LossWeights weights)
    {
        var loss = Loss(network, batch, weights);
        if (loss.Total is null || loss.Terms is null)
            throw new UnusableLossException(
                "The task's Loss gave no total or no terms; return LossTerms.Weighted(weights, …) with a term for each loss.");
        if (loss.Terms.Count != LossNames.Length)
            throw new UnusableLossException(
                $"The task's Loss gave {loss.Terms.Count} terms, but its LossNames are {string.Join(", ", LossNames)}; return a term for " +
                "each, null where its weight is 0.");
        return loss;
    }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Network);
        ArgumentNullException.ThrowIfNull(Optimizer);
        ArgumentNullException.ThrowIfNull(Batches);
        ArgumentNullException.ThrowIfNull(Loss);
        ArgumentNullException.ThrowIfNull(Evaluate);
        if (LossNames.IsDefault)
            throw new ArgumentException("LossNames is not set; name each loss, in the order of the terms.");
        _ = LossWeights.Equal(LossNames);
        if (BatchesPerEpoch < 1)
            throw new ArgumentException($"BatchesPerEpoch is {BatchesPerEpoch}; an epoch needs 1 or more batches.");
    }
}
