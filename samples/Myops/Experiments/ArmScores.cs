namespace Awsnet.Components.Myops;

/// <summary>An arm's scores over folds and seeds.</summary>
/// <param name="Scores">One a seed, held-out case and target.</param>
/// <param name="Conventions">How they were measured, and what empty masks became.</param>
internal sealed record ArmScores(Arm Arm, IReadOnlyList<CaseScore> Scores, IReadOnlyList<string> Conventions)
{
    /// <summary>The target that is both others' mean.</summary>
    public const string Average = "average";

    /// <summary>The targets, in the order of all tables.</summary>
    public static IReadOnlyList<string> Targets { get; } = ["scar", "scar+edema"];

    /// <summary>How many seeds and held-out cases it was run on, a case counted with each seed.</summary>
    public int Results => Keys.Distinct().Count();

    /// <summary>A metric of each patient, in their order: the mean over the seeds, so that a patient counts once.</summary>
    public double[] Values(string target, TableMetric metric) => [.. PerPatient(Scores, target, metric).Values];

    /// <summary>Mean ± standard deviation over the patients.</summary>
    public MetricSummary Summarize(string target, TableMetric metric) => MetricSummary.Of(Values(target, metric));

    /// <summary>How many results follow a policy because a mask was empty.</summary>
    public EmptyCaseLedger Ledger(string target)
    {
        CaseScore[] of = [.. Scores.Where(score => score.Target == target)];
        return new EmptyCaseLedger(
            of.Length, of.Count(score => score.Empty == EmptyCase.BothEmpty),
            of.Count(score => score.Empty == EmptyCase.Missed), of.Count(score => score.Empty == EmptyCase.Hallucinated));
    }

    /// <summary>Both arms on the patients and seeds that both were run on.</summary>
    public static PairedComparison Compare(string name, ArmScores first, ArmScores second, string target, TableMetric metric)
    {
        var (before, after) = Pairs(first, second, target, metric);
        return PairedComparison.Of($"{name}: {target}, {metric.Title}", before, after);
    }

    /// <summary>A metric of the patients that both arms were run on, in one order; each the mean over the seeds of both.</summary>
    public static (double[] First, double[] Second) Pairs(ArmScores first, ArmScores second, string target, TableMetric metric)
    {
        var common = first.Keys.Intersect(second.Keys).ToHashSet();
        return (Of(first), Of(second));

        double[] Of(ArmScores arm) =>
            [.. PerPatient(arm.Scores.Where(score => common.Contains((score.Seed, score.Case))), target, metric).Values];
    }

    private IEnumerable<(long Seed, string Case)> Keys => Scores.Select(score => (score.Seed, score.Case));

    private static SortedDictionary<string, double> PerPatient(IEnumerable<CaseScore> scores, string target, TableMetric metric) => new(
        scores.Where(score => target == Average || score.Target == target)
            .GroupBy(score => score.Case).ToDictionary(patient => patient.Key, patient => patient.Average(metric.Read)),
        StringComparer.Ordinal);
}
