using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Finds the weights of several losses by asking for candidates to be tried and being told how they did.</summary>
/// <remarks>
/// The loop is: <see cref="Ask"/> for k proposals, try each from the same starting point, <see cref="Tell"/> all results,
/// carry on from the candidate that the update adopted. A controller knows nothing of networks or tensors.
/// Instances are not safe for use from several threads at once.
/// </remarks>
public interface IWeightController
{
    /// <summary>The losses' names, in the order of every array of this controller.</summary>
    ImmutableArray<string> LossNames { get; }

    /// <summary>How many times results have been told.</summary>
    int Step { get; }

    /// <summary>The incumbent's weights: those of the candidate adopted last, at first the initial ones.</summary>
    LossWeights Weights { get; }

    /// <summary>Whether a greater reward is better.</summary>
    bool Maximize { get; }

    /// <summary>The proposals that were asked for and not told yet; empty when there are none. They are part of the state.</summary>
    IReadOnlyList<WeightProposal> Pending { get; }

    /// <summary>Draws proposals.</summary>
    /// <param name="count">How many: 1 or more. The paper's K is 10.</param>
    /// <returns>The proposals, by index; also to be had as <see cref="Pending"/> until told.</returns>
    /// <exception cref="InvalidOperationException">The last proposals were not told yet.</exception>
    IReadOnlyList<WeightProposal> Ask(int count);

    /// <summary>Learns from the results and moves the incumbent.</summary>
    /// <param name="results">One result for every pending proposal, in any order.</param>
    /// <param name="adopt">False keeps the incumbent whatever the results say (a rollback); the controller still learns.</param>
    /// <exception cref="InvalidOperationException">Nothing was asked for.</exception>
    /// <exception cref="ArgumentException">A result is missing, repeated, or of no pending proposal.</exception>
    ControllerUpdate Tell(IReadOnlyList<CandidateResult> results, bool adopt = true);

    /// <summary>
    /// Whether one candidate is to be preferred to another; a strict order, so that the best so far can be kept as results come in.
    /// </summary>
    /// <remarks>Of the candidates that <see cref="Tell"/> is given it adopts the one preferred to all others, or none.</remarks>
    /// <param name="challenger">Result of a pending proposal.</param>
    /// <param name="holder">Result of another pending proposal.</param>
    bool Prefers(CandidateResult challenger, CandidateResult holder);

    /// <summary>Says whether the controller learns or is searching at random.</summary>
    ControllerDiagnosis Diagnose();

    /// <summary>The whole state, pending proposals and random generator included, as versioned JSON.</summary>
    JsonObject SaveState();

    /// <summary>
    /// Takes on a state that <see cref="SaveState"/> gave; from there on the controller proposes exactly what that one would have.
    /// </summary>
    /// <param name="state">State of a controller of the same strategy, losses and options.</param>
    /// <exception cref="FormatException">The state is of another strategy, other losses or options, a newer version, or
    /// damaged.</exception>
    void LoadState(JsonObject state);
}
