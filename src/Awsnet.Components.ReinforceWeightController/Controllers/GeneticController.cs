using System.Globalization;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// A genetic search over logits, one generation an epoch: parents are drawn from the last generation by tournament, crossed logit by logit
/// and mutated.
/// </summary>
/// <remarks>
/// Only the last generation breeds, since rewards of earlier epochs were earned by other networks. Adding a constant to all logits changes
/// no weight, so only differences are inherited: a child's logits are its mother's, and its father's moved to the mother's mean.
/// </remarks>
public sealed class GeneticController : WeightController
{
    private readonly AdvantageSignal _signal;
    private double[] _parents = [];
    private double[] _fitness = [];
    private int _population;

    /// <summary>A controller at its start.</summary>
    /// <param name="space">The losses.</param>
    /// <param name="options">Null for the defaults.</param>
    public GeneticController(WeightSpace space, GeneticOptions? options = null)
        : base(space, options ??= new())
    {
        Options = options;
        _signal = new AdvantageSignal(space.Count, 1);
    }

    /// <summary>The options.</summary>
    public GeneticOptions Options { get; }

    /// <inheritdoc/>
    public override ControllerDiagnosis Diagnose()
    {
        var (z, loss, _) = _signal.Strongest();
        double needed = _signal.Needed();
        bool heard = Math.Abs(z) > needed;
        return new ControllerDiagnosis
        {
            SignalToNoise = Math.Abs(z),
            SignalNeeded = needed,
            IndistinguishableFromRandomSearch = !heard,
            Summary = double.IsNaN(z)
                ? "Nothing has been bred yet; the controller is indistinguishable from random search."
                : heard
                    ? string.Create(CultureInfo.InvariantCulture,
                        $"Selection has something to go by: rewards {(z > 0 ? "rise" : "fall")} with the logit of \"{LossNames[loss]}\" " +
                        $"(signal {Math.Abs(z):0.0}, {needed:0.0} needed).")
                    : string.Create(CultureInfo.InvariantCulture,
                        $"The rewards do not depend visibly on any logit (signal {Math.Abs(z):0.0}, {needed:0.0} needed): the " +
                        $"controller is indistinguishable from random search."),
        };
    }

    private protected override void Propose(int index, Span<double> action)
    {
        int losses = action.Length;
        if (_population == 0)
        {
            for (int loss = 0; loss < losses; loss++)
                action[loss] = Options.MutationDeviation * Random.Normal();
            return;
        }
        // The fittest come first in the population, so place is rank.
        int elite = index - (IsControlAsked ? 1 : 0);
        if (elite < Math.Min(Options.Elites, _population))
        {
            Parent(elite).CopyTo(action);
        }
        else
        {
            var mother = Parent(Tournament());
            var father = Parent(Tournament());
            double shift = Mean(mother) - Mean(father);
            for (int loss = 0; loss < losses; loss++)
            {
                action[loss] = Random.Uniform() < Options.CrossoverRate ? father[loss] + shift : mother[loss];
                if (Random.Uniform() < Options.MutationRate)
                    action[loss] += Options.MutationDeviation * Random.Normal();
            }
        }
        for (int loss = 0; loss < losses; loss++)
            action[loss] -= Logits[loss];
    }

    private protected override bool Learn(ReadOnlySpan<CandidateResult> results, ReadOnlySpan<double> rewards)
    {
        int losses = Space.Count;
        if (_fitness.Length < rewards.Length)
        {
            _fitness = new double[rewards.Length];
            _parents = new double[rewards.Length * losses];
        }
        _population = 0;
        for (int index = 0; index < rewards.Length; index++)
        {
            if (!EndedWell(results[index]))
                continue;
            // Insertion keeps the order: fitter first, ties by index.
            int place = _population++;
            for (; place > 0 && rewards[index] > _fitness[place - 1]; place--)
            {
                _fitness[place] = _fitness[place - 1];
                Parent(place - 1).CopyTo(Parent(place));
            }
            _fitness[place] = rewards[index];
            PendingLogits(index).CopyTo(Parent(place));
        }
        Listen();
        return true;
    }

    private bool IsControlAsked => Options.ControlArm && IsAskedForSeveral;

    private Span<double> Parent(int place) => _parents.AsSpan(place * Space.Count, Space.Count);

    private int Tournament()
    {
        int best = Random.Below(_population);
        for (int round = 1; round < Options.TournamentSize; round++)
            best = Math.Min(best, Random.Below(_population));
        return best;
    }

    /// <summary>Gathers the covariance of reward and logit over the generation.</summary>
    private void Listen()
    {
        double meanFitness = _fitness.AsSpan(0, _population).ToArray().Average();
        for (int loss = 0; loss < Space.Count; loss++)
        {
            double meanLogit = 0;
            for (int place = 0; place < _population; place++)
                meanLogit += Centered(place, loss) / _population;
            for (int place = 0; place < _population; place++)
                _signal.Add(loss, (_fitness[place] - meanFitness) * (Centered(place, loss) - meanLogit));
        }
    }

    private double Centered(int place, int loss) => Parent(place)[loss] - Mean(Parent(place));

    private static double Mean(ReadOnlySpan<double> logits)
    {
        double mean = 0;
        foreach (double logit in logits)
            mean += logit / logits.Length;
        return mean;
    }

    private protected override JsonObject WriteDetails() => new()
    {
        ["parents"] = StateWriter.Numbers(_parents.AsSpan(0, _population * Space.Count)),
        ["fitness"] = StateWriter.Numbers(_fitness.AsSpan(0, _population)),
        ["signal"] = StateWriter.Numbers(_signal.Sums),
        ["signalSquares"] = StateWriter.Numbers(_signal.Squares),
    };

    private protected override void ReadDetails(StateReader details)
    {
        _fitness = [.. details["fitness"].Numbers()];
        _population = _fitness.Length;
        _parents = new double[_population * Space.Count];
        details["parents"].CopyTo(_parents);
        _signal.Read(details);
    }
}
