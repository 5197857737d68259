using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>What became of one proposal.</summary>
public sealed record CandidateResult
{
    /// <summary>The proposal's <see cref="WeightProposal.Index"/>.</summary>
    /// <value>0 or more.</value>
    public required int Index { get; init; }

    /// <summary>The evaluation's value as it came, before any transform: for instance the Dice on the validation set.</summary>
    /// <value>Any finite number when <see cref="Status"/> is <see cref="CandidateStatus.Ok"/>; ignored otherwise. Default NaN.</value>
    public double Reward { get; init; } = double.NaN;

    /// <summary>How the candidate ended.</summary>
    /// <value>Default <see cref="CandidateStatus.Ok"/>; a reward that is not finite makes it <see cref="CandidateStatus.NotANumber"/> when
    /// told.</value>
    public CandidateStatus Status { get; init; }

    /// <summary>
    /// The mean value of each loss, unweighted, over the candidate's training, in the order of <see cref="LossWeights.Names"/>.
    /// </summary>
    /// <value>One per loss, or empty when not observed. Default empty. Only strategies that follow the losses need them.</value>
    public ImmutableArray<double> Losses { get; init; } = [];

    /// <summary>How much of the epoch the candidate trained before it was evaluated for the last time.</summary>
    /// <value>In (0, 1]; default 1. Below 1 it was dropped early and ranks behind every candidate that went further.</value>
    public double Budget { get; init => field = Option.InRange(value, value is > 0 and <= 1, "above 0 and at most 1"); } = 1;

    /// <summary>A candidate that trained and was evaluated.</summary>
    /// <param name="index">The proposal's index.</param>
    /// <param name="reward">The evaluation's value; one that is not finite gives <see cref="CandidateStatus.NotANumber"/>.</param>
    /// <param name="losses">Observed losses, one per loss, or nothing.</param>
    public static CandidateResult Scored(int index, double reward, ImmutableArray<double> losses = default) => new()
    {
        Index = index,
        Reward = reward,
        Status = double.IsFinite(reward) ? CandidateStatus.Ok : CandidateStatus.NotANumber,
        Losses = losses.IsDefault ? [] : losses,
    };

    /// <summary>A candidate that threw: it counts as worse than the worst.</summary>
    /// <param name="index">The proposal's index.</param>
    public static CandidateResult Failure(int index) => new() { Index = index, Status = CandidateStatus.Failed };

    /// <summary>A candidate that a machine lost: nothing is known of its weights, and it counts as the mean of the others.</summary>
    /// <param name="index">The proposal's index.</param>
    public static CandidateResult Lost(int index) => new() { Index = index, Status = CandidateStatus.Lost };
}
