using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>The paper's controller (Eqs. 5-9): an independent policy per loss over changes of its logit, learned with REINFORCE.</summary>
/// <remarks>
/// Each step, candidate j samples an action Δβ_i per loss i with probability p_i = softmax(θ_i), trains with α = softmax(β + Δβ) and earns
/// R_j. θ_i then ascends (1/K) Σ_j (R_j − B) ∇ log p_i(action), where ∇ log p = onehot − p, and β becomes the adopted candidate's.
/// </remarks>
public sealed class ReinforceController : WeightController
{
    private readonly ActionPolicy _policy;
    private readonly AdamAscent _adam;
    private readonly AdvantageSignal _signal;
    private readonly double[] _gradient;
    private readonly double[] _chosen;
    private readonly double[] _chosenSquares;
    private int[] _choices = [];
    private double[] _advantages = [];
    private double _baseline = double.NaN;
    private int _gathered;

    /// <summary>A controller at its start.</summary>
    /// <param name="space">The losses; <see cref="WeightSpace.PaperHeads"/> for the paper's.</param>
    /// <param name="options">Null for <see cref="ReinforceOptions.Effective"/>.</param>
    public ReinforceController(WeightSpace space, ReinforceOptions? options = null)
        : base(space, options ??= ReinforceOptions.Effective)
    {
        Options = options;
        int actions = Options.Actions.Length;
        _policy = new ActionPolicy(space.Count, actions, Options.PolicyTemperature);
        for (int i = 0; i < _policy.Theta.Length; i++)
            _policy.Theta[i] = Options.InitialDeviation * Random.Normal();
        _policy.Refresh();
        _adam = new AdamAscent(Options.Optimizer, _policy.Theta.Length);
        _signal = new AdvantageSignal(space.Count, actions);
        _gradient = new double[_policy.Theta.Length];
        _chosen = new double[_gradient.Length];
        _chosenSquares = new double[_gradient.Length];
    }

    /// <summary>The options.</summary>
    public ReinforceOptions Options { get; }

    /// <summary>Probability of each action for one loss.</summary>
    /// <param name="loss">Position of the loss.</param>
    /// <returns>One probability per action, in the order of <see cref="ReinforceOptions.Actions"/>.</returns>
    public ImmutableArray<double> ActionProbabilities(int loss)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(loss);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(loss, Space.Count);
        return [.. _policy.Of(loss)];
    }

    private protected override double LastBaseline => _baseline;

    private protected override double PolicyEntropy => _policy.MeanEntropy();

    /// <inheritdoc/>
    public override ControllerDiagnosis Diagnose() => PolicyDiagnosis.Of(this, _policy, _signal);

    private protected override void BeginProposals(int count)
    {
        if (_choices.Length < count * Space.Count)
        {
            _choices = new int[count * Space.Count];
            _advantages = new double[count];
        }
    }

    private protected override void Propose(int index, Span<double> action)
    {
        for (int loss = 0; loss < action.Length; loss++)
        {
            int choice = _policy.Sample(loss, Random);
            _choices[index * action.Length + loss] = choice;
            action[loss] = Options.Actions[choice];
        }
    }

    private protected override bool Learn(ReadOnlySpan<CandidateResult> results, ReadOnlySpan<double> rewards)
    {
        var advantages = _advantages.AsSpan(0, rewards.Length);
        double before = _baseline;
        Advantages(rewards, advantages);
        int first = IsControl(0) ? 1 : 0;
        int samples = rewards.Length - first;
        GatherByChoice(advantages[first..], _choices.AsSpan(first * Space.Count), out double total, out double totalSquares);
        if (!double.IsFinite(totalSquares))
        {
            // Beyond what a double holds: a policy or a baseline that is no number would stay so for good.
            _baseline = before;
            return false;
        }
        _policy.AddScores(_chosen, total, 1.0 / samples, _gradient);
        _signal.Add(_chosen, _chosenSquares, total, totalSquares, _policy.Probabilities);
        if (Step >= Options.WarmUp)
            return Climb();
        Array.Clear(_gradient);
        return false;
    }

    /// <summary>R_j minus what it is compared with; overwrites nothing but <paramref name="advantages"/> and the baseline.</summary>
    private void Advantages(ReadOnlySpan<double> rewards, Span<double> advantages)
    {
        double sum = 0, size = 0;
        for (int j = 0; j < rewards.Length; j++)
        {
            sum += advantages[j] = Options.Transform.Apply(rewards[j]);
            size = Math.Max(size, Math.Abs(advantages[j]));
        }
        double mean = sum / rewards.Length;
        _baseline = Options.Baseline switch
        {
            BaselineKind.RunningMean when double.IsNaN(_baseline) => mean,
            BaselineKind.RunningMean => (1 - Options.BaselineRate) * _baseline + Options.BaselineRate * mean,
            BaselineKind.LeaveOneOut => mean,
            _ => 0,
        };
        for (int j = 0; j < rewards.Length; j++)
        {
            if (Options.Baseline != BaselineKind.LeaveOneOut)
                advantages[j] -= _baseline;
            else
                // R_j − (S − R_j) / (K − 1) = (R_j − S / K) · K / (K − 1); a lone candidate has nothing to be compared with.
                advantages[j] = rewards.Length == 1 ? 0 : (advantages[j] - mean) * rewards.Length / (rewards.Length - 1);
        }
        if (Options.StandardizeAdvantages && advantages.Length > 1)
            Standardize(advantages, 1e-12 * Math.Max(size, Math.Abs(_baseline)));
    }

    /// <summary>
    /// A / σ, σ the deviation of the step's A. Where σ is not above rounding, the rewards are alike and tell nothing of the actions: A = 0.
    /// Divided by such a σ, a single step would swell Adam's second moment beyond what thousands of steps let decay.
    /// </summary>
    private static void Standardize(Span<double> advantages, double rounding)
    {
        double mean = 0;
        foreach (double advantage in advantages)
            mean += advantage / advantages.Length;
        double variance = 0;
        foreach (double advantage in advantages)
            variance += (advantage - mean) * (advantage - mean) / advantages.Length;
        if (Math.Sqrt(variance) <= rounding)
        {
            advantages.Clear();
            return;
        }
        double scale = 1 / Math.Sqrt(variance);
        foreach (ref double advantage in advantages)
            advantage *= scale;
    }

    /// <summary>Sums A and A² by loss and chosen action, and over all.</summary>
    private void GatherByChoice(ReadOnlySpan<double> advantages, ReadOnlySpan<int> choices, out double total, out double totalSquares)
    {
        Array.Clear(_chosen);
        Array.Clear(_chosenSquares);
        total = totalSquares = 0;
        int losses = Space.Count, actions = Options.Actions.Length;
        for (int j = 0; j < advantages.Length; j++)
        {
            double a = advantages[j];
            total += a;
            totalSquares += a * a;
            for (int loss = 0; loss < losses; loss++)
            {
                int cell = loss * actions + choices[j * losses + loss];
                _chosen[cell] += a;
                _chosenSquares[cell] += a * a;
            }
        }
    }

    private bool Climb()
    {
        if (++_gathered < Options.UpdateInterval)
            return false;
        foreach (ref double g in _gradient.AsSpan())
            g /= _gathered;
        if (Options.EntropyBonus > 0)
            _policy.AddEntropyGradient(Options.EntropyBonus, _gradient);
        _adam.Ascend(_policy.Theta, _gradient);
        _policy.Refresh();
        _gathered = 0;
        Array.Clear(_gradient);
        return Options.Optimizer.LearningRate > 0;
    }

    private protected override JsonObject WriteDetails() => new()
    {
        ["theta"] = StateWriter.Numbers(_policy.Theta),
        ["first"] = StateWriter.Numbers(_adam.First),
        ["second"] = StateWriter.Numbers(_adam.Second),
        ["adamSteps"] = _adam.Steps,
        ["gradient"] = StateWriter.Numbers(_gradient),
        ["gathered"] = _gathered,
        ["baseline"] = JsonNumber.Of(_baseline),
        ["signal"] = StateWriter.Numbers(_signal.Sums),
        ["signalSquares"] = StateWriter.Numbers(_signal.Squares),
        ["choices"] = StateWriter.Integers(_choices.AsSpan(0, Pending.Count * Space.Count)),
    };

    private protected override void ReadDetails(StateReader details)
    {
        details["theta"].CopyTo(_policy.Theta);
        details["first"].CopyTo(_adam.First);
        details["second"].CopyTo(_adam.Second);
        _adam.Steps = details["adamSteps"].Count();
        details["gradient"].CopyTo(_gradient);
        _gathered = details["gathered"].Count();
        _baseline = details["baseline"].Number() is var baseline && !double.IsInfinity(baseline)
            ? baseline
            : throw details["baseline"].Damaged("finite or NaN");
        _signal.Read(details);
        BeginProposals(Pending.Count);
        details["choices"].CopyTo(_choices.AsSpan(0, Pending.Count * Space.Count), Options.Actions.Length);
        _policy.Refresh();
    }
}
