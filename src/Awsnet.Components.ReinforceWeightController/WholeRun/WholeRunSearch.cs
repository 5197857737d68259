using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>
/// Finds fixed weights by whole runs: weights drawn over decades, all trained a part of the run, the better ones trained on, the best of
/// those that reach the end taken.
/// </summary>
/// <remarks>
/// A candidate of a single epoch is judged by what helps at once (Wu et al. 2018, "Understanding short-horizon bias"); a whole run by what
/// counts. <see cref="Pending"/> and <see cref="Tell"/> serve a loop of your own or jobs elsewhere;
/// <see cref="Run"/> is that loop for runs in this process. Then train plainly with <see cref="Best"/>.
/// </remarks>
public sealed partial class WholeRunSearch
{
    private readonly int[] _rungs;
    private readonly ImmutableArray<LossWeights> _weights;
    private readonly double?[,,] _scores;

    /// <summary>Draws the weights; nothing is trained yet.</summary>
    /// <param name="lossNames">The losses, at least two, no two alike.</param>
    /// <param name="options">How many sets of weights are tried for how long.</param>
    /// <exception cref="ArgumentException">Fewer than two losses, or a name is empty or repeated.</exception>
    public WholeRunSearch(IEnumerable<string> lossNames, WholeRunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        LossNames = LossWeights.CheckedNames(lossNames);
        if (LossNames.Length < 2)
            throw new ArgumentException($"There is one loss, \"{LossNames[0]}\"; weights need two or more.", nameof(lossNames));
        Options = options;
        _rungs = options.Rungs();
        _weights = [.. Draw(LossNames, options)];
        _scores = new double?[options.Candidates, _rungs.Length, options.Repeats];
    }

    /// <summary>The losses, in the order of the weights.</summary>
    public ImmutableArray<string> LossNames { get; }

    /// <summary>How weights are drawn and tried.</summary>
    public WholeRunOptions Options { get; }

    /// <summary>What is to be trained and told next, in this order; empty when the search is done.</summary>
    /// <remarks>All of one rung: they can be trained side by side, and be told in any order.</remarks>
    public IReadOnlyList<WholeRunTrial> Pending
    {
        get
        {
            int rung = CurrentRung();
            return rung == _rungs.Length ? [] : [.. from candidate in Entrants(rung)
                                                    from repeat in Enumerable.Range(0, Options.Repeats)
                                                    where _scores[candidate, rung, repeat] is null
                                                    select Trial(candidate, repeat, rung)];
        }
    }

    /// <summary>Whether nothing is left to train.</summary>
    public bool IsDone => CurrentRung() == _rungs.Length;

    /// <summary>The weights that are ahead: of those that were trained longest, the ones with the best mean score.</summary>
    /// <exception cref="WeightSearchException">No run has been scored, or all have failed.</exception>
    public LossWeights Best => _weights[BestIndex()];

    /// <summary>All sets of weights with the scores of the rung that each reached.</summary>
    public IReadOnlyList<WholeRunCandidate> Candidates => [.. Enumerable.Range(0, Options.Candidates).Select(Candidate)];

    /// <summary>What the search has trained so far, in whole runs.</summary>
    public double Cost => EpochsDone / (double)Options.Epochs;

    private long EpochsDone
    {
        get
        {
            long done = 0;
            for (int candidate = 0; candidate < Options.Candidates; candidate++)
                for (int repeat = 0; repeat < Options.Repeats; repeat++)
                    done += Reached(candidate, repeat);
            return done;
        }
    }

    /// <summary>How a run did at the rung it was trained to.</summary>
    /// <param name="trial">One of <see cref="Pending"/>.</param>
    /// <param name="score">Its score; one that is not finite marks a failed run, and its candidate is out.</param>
    /// <exception cref="ArgumentException">The trial is not pending; the message says why.</exception>
    public void Tell(WholeRunTrial trial, double score)
    {
        if (!Pending.Contains(trial))
            throw new ArgumentException(
                $"Run {trial.Repeat} of candidate {trial.Candidate} to epoch {trial.Epochs} is not pending: it was told before, is out, or " +
                "belongs to another search. Tell each of Pending once.", nameof(trial));
        _scores[trial.Candidate, Array.IndexOf(_rungs, trial.Epochs), trial.Repeat] = double.IsFinite(score) ? score : double.NaN;
    }

    /// <summary>What was found, and whether it is more than chance, in a sentence or two.</summary>
    public string Summarize()
    {
        if (!Candidates.Any(candidate => double.IsFinite(candidate.MeanScore)))
            return "No run has been scored yet, or all have failed.";
        WholeRunCandidate best = Candidate(BestIndex()), equal = Candidate(0);
        FormattableString against = $" Equal weights: {equal.MeanScore:g4}; better with {Wins(best, equal)} of {Options.Repeats} seeds.";
        if (best.Index == 0)
            against = $" Nothing beat equal weights.";
        else if (equal.Epochs < best.Epochs)
            against = $" Equal weights were left at epoch {equal.Epochs} with {equal.MeanScore:g4}.";
        return FormattableString.Invariant(
            $"Best of {Options.Candidates} after {Cost:0.00} runs: {best.Weights}, mean score {best.MeanScore:g4} at epoch {best.Epochs}.") +
            FormattableString.Invariant(against);
    }

    /// <summary>On how many seeds the best did better; a run that failed is beaten.</summary>
    private int Wins(WholeRunCandidate best, WholeRunCandidate equal) => best.Scores.Zip(equal.Scores).Count(
        pair => double.IsNaN(pair.Second) || (Options.Maximize ? pair.First > pair.Second : pair.First < pair.Second));

    /// <summary>Whether a candidate cannot be among those that are trained on.</summary>
    private bool IsOut(int candidate)
    {
        int rung = CurrentRung();
        if (rung == _rungs.Length)
            return true;
        if (!Entrants(rung).Contains(candidate))
            return true;
        if (!IsScored(candidate, rung) || (candidate == 0 && Options.KeepEqual))
            return false;
        int ahead = Ranked(Entrants(rung).Where(other => IsScored(other, rung)), rung).TakeWhile(other => other != candidate).Count();
        return double.IsNaN(Mean(candidate, rung)) || rung == _rungs.Length - 1 || ahead >= Survivors(rung);
    }

    private int CurrentRung()
    {
        for (int rung = 0; rung < _rungs.Length; rung++)
        {
            if (!Entrants(rung).All(candidate => IsScored(candidate, rung)))
                return rung;
        }
        return _rungs.Length;
    }

    /// <summary>The candidates of a rung, by index; those of the later ones are known once the one before is complete.</summary>
    private int[] Entrants(int rung)
    {
        int[] all = [.. Enumerable.Range(0, Options.Candidates)];
        for (int before = 0; before < rung; before++)
        {
            IEnumerable<int> kept = Ranked(all, before).Where(candidate => !double.IsNaN(Mean(candidate, before))).Take(Survivors(before));
            if (Options.KeepEqual && !double.IsNaN(Mean(0, before)))
                kept = kept.Append(0);
            all = [.. kept.Distinct().Order()];
        }
        return all;
    }

    private int Survivors(int rung)
    {
        int survivors = Options.Candidates;
        for (int before = 0; before <= rung; before++)
            survivors = Options.Halving.Survivors(survivors);
        return survivors;
    }

    /// <summary>Best first; of equal ones the first, so that equal weights stay where nothing beats them.</summary>
    private IOrderedEnumerable<int> Ranked(IEnumerable<int> candidates, int rung) => candidates.OrderBy(candidate =>
        Mean(candidate, rung) is var mean && double.IsNaN(mean) ? double.PositiveInfinity : Options.Maximize ? -mean : mean);

    private bool IsScored(int candidate, int rung) =>
        Enumerable.Range(0, Options.Repeats).All(repeat => _scores[candidate, rung, repeat] is not null);

    private double Mean(int candidate, int rung) =>
        Enumerable.Range(0, Options.Repeats).Average(repeat => _scores[candidate, rung, repeat] ?? double.NaN);

    private int Reached(int candidate, int repeat)
    {
        int rung = _rungs.Length - 1;
        while (rung >= 0 && _scores[candidate, rung, repeat] is null)
            rung--;
        return rung < 0 ? 0 : _rungs[rung];
    }

    private int BestIndex()
    {
        for (int rung = _rungs.Length - 1; rung >= 0; rung--)
        {
            foreach (int candidate in Ranked(Entrants(rung), rung).Where(candidate => !double.IsNaN(Mean(candidate, rung))))
                return candidate;
        }
        throw new WeightSearchException("No set of weights has a score: none was told, or every run failed. Look at the runs' errors.");
    }

    private WholeRunCandidate Candidate(int index)
    {
        int rung = _rungs.Length - 1;
        while (rung >= 0 && !IsScored(index, rung))
            rung--;
        return new WholeRunCandidate
        {
            Index = index,
            Weights = _weights[index],
            Epochs = rung < 0 ? 0 : _rungs[rung],
            Scores = rung < 0 ? [] : [.. Enumerable.Range(0, Options.Repeats).Select(repeat => _scores[index, rung, repeat]!.Value)],
        };
    }

    private WholeRunTrial Trial(int candidate, int repeat, int rung) =>
        new(candidate, repeat, _weights[candidate], SplitMix64.DeriveSeed(Options.Seed, 1, (ulong)repeat), _rungs[rung]);

    /// <summary>
    /// Equal weights, then points spread evenly over the cube of log-weights: Roberts' generalized golden ratio, shifted by the seed, which
    /// leaves smaller gaps than independent draws.
    /// </summary>
    private static IEnumerable<LossWeights> Draw(ImmutableArray<string> names, WholeRunOptions options)
    {
        yield return LossWeights.Equal(names);
        double ratio = 2;   // the root of x^(n+1) = x + 1
        for (int i = 0; i < 60; i++)
            ratio = Math.Pow(1 + ratio, 1.0 / (names.Length + 1));
        var random = SplitMix64.For((ulong)options.Seed, 0);
        double[] shift = [.. names.Select(_ => random.NextDouble())];
        for (int candidate = 1; candidate < options.Candidates; candidate++)
        {
            yield return LossWeights.Of(names, [.. names.Select((_, loss) =>
            {
                double place = (shift[loss] + candidate * Math.Pow(ratio, -(loss + 1))) % 1;
                return Math.Pow(10, options.Decades * (place - 0.5));
            })]);
        }
    }
}
