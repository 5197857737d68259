using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>What one epoch came to.</summary>
public sealed record EpochSummary
{
    /// <summary>Index in the run, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>Its stage.</summary>
    public required TrainingStage Stage { get; init; }

    /// <summary>The weights it trained with; in an auto-weighted epoch the incumbent's after it.</summary>
    public required LossWeights Weights { get; init; }

    /// <summary>
    /// Mean unweighted value of each loss, in the order of the weights; of the adopted candidate in an auto-weighted epoch. NaN where not
    /// computed.
    /// </summary>
    public required ImmutableArray<double> Losses { get; init; }

    /// <summary>Mean weighted loss; NaN where not known.</summary>
    public required double Loss { get; init; }

    /// <summary>Mean norm of the gradient, of what the optimizer trains, before clipping; NaN in auto-weighted epochs.</summary>
    public double GradientNorm { get; init; } = double.NaN;

    /// <summary>Factor of the optimizer's own learning rate.</summary>
    public required double LearningRateFactor { get; init; }

    /// <summary>Steps that were skipped because they were not finite; 0 in auto-weighted epochs, where warnings tell of them.</summary>
    public int SkippedSteps { get; init; }

    /// <summary>The validation after the epoch, or null when none was due.</summary>
    public Evaluation? Evaluation { get; init; }

    /// <summary>Seconds it took; of its last part where a run was resumed in its midst.</summary>
    public double Seconds { get; init; }
}
