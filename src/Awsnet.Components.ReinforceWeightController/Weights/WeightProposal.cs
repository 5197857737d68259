using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>One candidate that a controller asks to have tried: train with these weights, from the incumbent, with this seed.</summary>
public sealed class WeightProposal
{
    /// <summary>Makes a proposal; controllers do.</summary>
    /// <param name="index">Position among the proposals of one <see cref="IWeightController.Ask"/>, from 0.</param>
    /// <param name="weights">The weights to train with.</param>
    /// <param name="action">Change of each loss's logit against the incumbent; one per loss.</param>
    /// <param name="seed">Seed for everything random in the candidate's training.</param>
    /// <param name="isControl">Whether this is the control arm, whose weights are the incumbent's.</param>
    public WeightProposal(int index, LossWeights weights, ImmutableArray<double> action, long seed, bool isControl = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfNegative(seed);
        if (action.IsDefault || action.Length != weights.Count)
            throw new ArgumentException(
                $"The action has {(action.IsDefault ? 0 : action.Length)} entries but there are {weights.Count} losses; give one per " +
                "loss.", nameof(action));
        Index = index;
        Weights = weights;
        Action = action;
        Seed = seed;
        IsControl = isControl;
    }

    /// <summary>Position among the proposals of one <see cref="IWeightController.Ask"/>.</summary>
    /// <value>0 to k − 1. Ties between candidates go to the lower index.</value>
    public int Index { get; }

    /// <summary>The weights to train with: α = softmax(β + Δβ), Eq. 5 of the paper.</summary>
    public LossWeights Weights { get; }

    /// <summary>The action Δβ: what was added to each loss's logit, in the order of <see cref="LossWeights.Names"/>.</summary>
    /// <value>The paper's are −0.15, 0 and +0.15.</value>
    public ImmutableArray<double> Action { get; }

    /// <summary>Seed for everything random in the candidate's training (order, augmentation, dropout).</summary>
    /// <value>0 to 2⁵³ − 1. With common random numbers it is the same for all candidates of one epoch, so that they differ by their weights
    /// alone.</value>
    public long Seed { get; }

    /// <summary>Whether this is the control arm: the incumbent's weights, tried again.</summary>
    public bool IsControl { get; }
}
