using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Finds the weights of several losses anew at every training step: losses in, weights out.</summary>
/// <remarks>It knows nothing of networks or tensors. Instances are not safe for use from several threads at once.</remarks>
public interface IStepWeighting
{
    /// <summary>The losses' names, in the order of every array.</summary>
    ImmutableArray<string> LossNames { get; }

    /// <summary>What the method needs besides the losses.</summary>
    StepNeeds Needs { get; }

    /// <summary>How many steps have been weighed.</summary>
    long Step { get; }

    /// <summary>Whether the next step computes new weights, and so needs its gradients; on the others the losses do.</summary>
    bool IsRefreshDue { get; }

    /// <summary>The weights of the last step, bounded and smoothed, summing to 1; equal ones before the first.</summary>
    LossWeights Weights { get; }

    /// <summary>The weights of the coming step.</summary>
    /// <param name="input">Losses of the step's batch, and what <see cref="Needs"/> names where <see cref="IsRefreshDue"/>.</param>
    /// <returns>Weights that sum to 1. Where the input is of no use (a loss that is not finite, a vanishing gradient) the last
    /// ones.</returns>
    /// <exception cref="ArgumentException">A count is wrong, what the method needs is missing, or the Gram matrix is not
    /// symmetric.</exception>
    LossWeights Next(StepInput input);

    /// <summary>Learns from the losses of the same batch after the step, where <see cref="Needs"/> asks for them.</summary>
    /// <param name="losses">One value per loss.</param>
    /// <exception cref="ArgumentException">A count is wrong.</exception>
    void Observe(ReadOnlySpan<double> losses);

    /// <summary>How often the weights could not be computed, and why.</summary>
    StepDiagnosis Diagnose();

    /// <summary>The whole state as versioned JSON.</summary>
    JsonObject SaveState();

    /// <summary>Loads a state that <see cref="SaveState"/> gave; from there on the same inputs give the same weights.</summary>
    /// <param name="state">State of a weighting of the same method, losses and options.</param>
    /// <exception cref="FormatException">The state is of another method, other losses or options, a newer version, or damaged.</exception>
    void LoadState(JsonObject state);
}
