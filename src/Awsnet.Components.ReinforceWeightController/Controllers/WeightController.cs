using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Awsnet.Components;

/// <summary>
/// What all strategies share: proposals, ranking, adoption, failures, seeds and state. Write a strategy of your own against
/// <see cref="IWeightController"/>.
/// </summary>
public abstract partial class WeightController : IWeightController
{
    private readonly ControllerOptions _options;
    private readonly double[] _logits;
    private WeightProposal[] _pending = [];
    private double[] _pendingLogits = [];
    private double[] _rewards = [];
    private double? _adoptedReward;

    private protected WeightController(WeightSpace space, ControllerOptions options, LossWeights? initial = null)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(options);
        space.Validate();
        Space = space;
        _options = options;
        _logits = [.. space.InitialLogits];
        Random = RandomStream.FromSeed(options.Seed);
        Weights = initial ?? space.ToWeights(_logits);
    }

    /// <summary>The losses and how logits become weights.</summary>
    public WeightSpace Space { get; }

    /// <inheritdoc/>
    public ImmutableArray<string> LossNames => Space.Names;

    /// <inheritdoc/>
    public int Step { get; private set; }

    /// <inheritdoc/>
    public LossWeights Weights { get; private set; }

    /// <summary>The incumbent's logits β.</summary>
    /// <value>One per loss.</value>
    public ReadOnlySpan<double> Logits => _logits;

    /// <inheritdoc/>
    public bool Maximize => _options.Maximize;

    /// <inheritdoc/>
    public IReadOnlyList<WeightProposal> Pending => _pending;

    private protected RandomStream Random { get; }

    /// <summary>Whether the proposals being drawn are two or more, so that there is a control arm if the options want one.</summary>
    private protected bool IsAskedForSeveral { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<WeightProposal> Ask(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (_pending.Length > 0)
            throw new InvalidOperationException(
                $"The last {_pending.Length} proposals were not told yet; call Tell with their results first (they are in Pending).");
        int losses = Space.Count;
        if (_pendingLogits.Length < count * losses)
        {
            _pendingLogits = new double[count * losses];
            _rewards = new double[count];
        }
        IsAskedForSeveral = count > 1;
        BeginProposals(count);
        var proposals = new WeightProposal[count];
        for (int index = 0; index < count; index++)
        {
            var logits = _pendingLogits.AsSpan(index * losses, losses);
            var action = new double[losses];
            bool control = _options.ControlArm && IsAskedForSeveral && index == 0;
            if (!control)
                Propose(index, action);
            for (int i = 0; i < losses; i++)
                logits[i] = Space.Clamp(_logits[i] + action[i]);
            proposals[index] = new WeightProposal(
                index,
                control ? Weights : ProposalWeights(logits),
                ImmutableCollectionsMarshal.AsImmutableArray(action),
                ProposalSeed(index),
                control);
        }
        return _pending = proposals;
    }

    /// <inheritdoc/>
    public ControllerUpdate Tell(IReadOnlyList<CandidateResult> results, bool adopt = true)
    {
        ArgumentNullException.ThrowIfNull(results);
        var ordered = Ordered(results);
        CheckObserved(ordered);
        int winner = -1;
        int failures = 0;
        double sum = 0;
        for (int index = 0; index < ordered.Length; index++)
        {
            if (!EndedWell(ordered[index]))
            {
                failures++;
                continue;
            }
            sum += ordered[index].Reward;
            if (winner < 0 || Prefers(ordered[index], ordered[winner]))
                winner = index;
        }
        bool moved = false;
        if (winner >= 0)
        {
            FillRewards(ordered);
            moved = Learn(ordered, _rewards.AsSpan(0, ordered.Length));
        }
        int adopted = adopt && winner >= 0 && MayAdopt(ordered, winner) ? winner : -1;
        if (adopted >= 0)
        {
            _pendingLogits.AsSpan(adopted * Space.Count, Space.Count).CopyTo(_logits);
            Weights = _pending[adopted].Weights;
            _adoptedReward = ordered[adopted].Reward;
            Follow(ordered[adopted]);
        }
        _pending = [];
        Step++;
        return new ControllerUpdate
        {
            Step = Step,
            Winner = winner,
            Adopted = adopted,
            Weights = Weights,
            MeanReward = sum / (ordered.Length - failures),
            BestReward = winner < 0 ? double.NaN : ordered[winner].Reward,
            Baseline = LastBaseline,
            Failures = failures,
            PolicyMoved = moved,
            PolicyEntropy = PolicyEntropy,
        };
    }

    /// <inheritdoc/>
    public bool Prefers(CandidateResult challenger, CandidateResult holder)
    {
        ArgumentNullException.ThrowIfNull(challenger);
        ArgumentNullException.ThrowIfNull(holder);
        bool challengerWell = EndedWell(challenger);
        bool holderWell = EndedWell(holder);
        if (challengerWell != holderWell)
            return challengerWell;
        if (challenger.Budget != holder.Budget)
            return challenger.Budget > holder.Budget;
        if (_options.Adoption == AdoptionRule.First)
        {
            bool challengerControl = IsControl(challenger.Index);
            return challengerControl == IsControl(holder.Index) ? challenger.Index < holder.Index : !challengerControl;
        }
        if (challengerWell && challenger.Reward != holder.Reward)
            return _options.Maximize == challenger.Reward > holder.Reward;
        return challenger.Index < holder.Index;
    }

    /// <inheritdoc/>
    public abstract ControllerDiagnosis Diagnose();

    private protected virtual double LastBaseline => double.NaN;

    private protected virtual double PolicyEntropy => double.NaN;

    /// <summary>Called before the proposals of one step are drawn.</summary>
    private protected virtual void BeginProposals(int count)
    {
    }

    /// <summary>Writes the change of each logit against the incumbent; zeros on entry, as for a strategy that is given weights.</summary>
    private protected virtual void Propose(int index, Span<double> action)
    {
    }

    /// <summary>The weights to train with; those of the logits unless the strategy is given weights as such.</summary>
    private protected virtual LossWeights ProposalWeights(ReadOnlySpan<double> logits) => Space.ToWeights(logits);

    /// <summary>The seed of a proposal of the step at hand.</summary>
    private protected virtual long ProposalSeed(int index) =>
        SplitMix64.DeriveSeed(_options.Seed, (ulong)Step, _options.CommonRandomNumbers ? 0 : (ulong)index);

    /// <summary>Refuses results that lack what the strategy lives on, before anything changes.</summary>
    private protected virtual void CheckObserved(ReadOnlySpan<CandidateResult> results)
    {
    }

    /// <summary>Receives the result that is carried on.</summary>
    private protected virtual void Follow(CandidateResult adopted)
    {
    }

    /// <summary>Learns from results in the order of the proposals.</summary>
    /// <param name="results">By index.</param>
    /// <param name="rewards">Signed so that greater is better, with failures and early drops put in their places.</param>
    /// <returns>Whether anything that steers later proposals has moved.</returns>
    private protected virtual bool Learn(ReadOnlySpan<CandidateResult> results, ReadOnlySpan<double> rewards) => false;

    /// <summary>Logits of a pending proposal, bounds applied.</summary>
    private protected ReadOnlySpan<double> PendingLogits(int index) => _pendingLogits.AsSpan(index * Space.Count, Space.Count);

    private protected bool IsControl(int index) => index < _pending.Length && _pending[index].IsControl;

    private protected static bool EndedWell(CandidateResult result) =>
        result.Status == CandidateStatus.Ok && double.IsFinite(result.Reward);

    private bool MayAdopt(ReadOnlySpan<CandidateResult> results, int winner)
    {
        switch (_options.Adoption)
        {
            case AdoptionRule.None:
                return false;
            case AdoptionRule.BestIfBetter:
                double? reference = IsControl(0) && EndedWell(results[0]) ? results[0].Reward : _adoptedReward;
                if (reference is null || IsControl(winner))
                    return true;
                double gain = _options.Maximize ? results[winner].Reward - reference.Value : reference.Value - results[winner].Reward;
                return gain > _options.MinimumGain;
            default:
                return true;
        }
    }

    private CandidateResult[] Ordered(IReadOnlyList<CandidateResult> results)
    {
        if (_pending.Length == 0)
            throw new InvalidOperationException("There is nothing to tell: call Ask for proposals first.");
        if (results.Count != _pending.Length)
            throw new ArgumentException(
                $"There are {_pending.Length} pending proposals but {results.Count} results; give one per proposal, " +
                "CandidateResult.Failure for those that threw, CandidateResult.Lost for those that a machine lost.", nameof(results));
        var ordered = new CandidateResult[results.Count];
        foreach (var result in results)
        {
            ArgumentNullException.ThrowIfNull(result, nameof(results));
            if (result.Index < 0 || result.Index >= ordered.Length)
                throw new ArgumentException(
                    $"A result is of proposal {result.Index}, but proposals are numbered 0 to {ordered.Length - 1}.", nameof(results));
            if (ordered[result.Index] is not null)
                throw new ArgumentException($"Two results are of proposal {result.Index}; give one per proposal.", nameof(results));
            if (!result.Losses.IsDefaultOrEmpty && result.Losses.Length != Space.Count)
                throw new ArgumentException(
                    $"The result of proposal {result.Index} has {result.Losses.Length} observed losses but there are {Space.Count} " +
                    "losses; give one per loss, or none.", nameof(results));
            ordered[result.Index] = result;
        }
        return ordered;
    }

    /// <summary>
    /// Signs the rewards, then puts early drops below all that went further, failures below everything, and what was lost at the mean.
    /// </summary>
    private void FillRewards(ReadOnlySpan<CandidateResult> results)
    {
        double worst = double.PositiveInfinity, sum = 0;
        int known = 0;
        bool dropped = false;
        foreach (var result in results)
            dropped |= result.Budget < 1;
        for (int index = 0; index < results.Length; index++)
        {
            if (!EndedWell(results[index]))
                continue;
            double reward = _options.Maximize ? results[index].Reward : -results[index].Reward;
            if (dropped)
                reward = Math.Min(reward, WorstThatWentFurther(results, results[index].Budget));
            _rewards[index] = reward;
            worst = Math.Min(worst, reward);
        }
        for (int index = 0; index < results.Length; index++)
        {
            if (results[index].Status == CandidateStatus.Lost)
                continue;
            if (!EndedWell(results[index]))
                _rewards[index] = worst - _options.FailurePenalty;
            sum += _rewards[index];
            known++;
        }
        for (int index = 0; index < results.Length; index++)
        {
            if (results[index].Status == CandidateStatus.Lost)
                _rewards[index] = sum / known;
        }
    }

    private double WorstThatWentFurther(ReadOnlySpan<CandidateResult> results, double budget)
    {
        double worst = double.PositiveInfinity;
        foreach (var result in results)
        {
            if (EndedWell(result) && result.Budget > budget)
                worst = Math.Min(worst, _options.Maximize ? result.Reward : -result.Reward);
        }
        return worst;
    }
}
