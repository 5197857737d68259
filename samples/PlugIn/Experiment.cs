namespace Awsnet.Components.Samples;

/// <summary>
/// Trains every arm on the same data with the same seed and scores it on cases that no arm saw; if wished, with several seeds, each of
/// which splits the cases in its own way.
/// </summary>
internal sealed class Experiment(Study study, Plan plan, string output)
{
    /// <summary>Runs all arms with the seeds from the plan's on, or resumes what a stopped experiment left in the folder.</summary>
    public void Run(int seeds, CancellationToken cancellation)
    {
        var scores = new MetricTable(study.Metrics);
        for (int repetition = 0; repetition < seeds; repetition++)
        {
            long seed = plan.Seed + repetition;
            string folder = seeds == 1 ? output : Path.Combine(output, $"seed-{seed}");
            new Repetition(study, plan with { Seed = seed }, folder)
                .Run(id => seeds == 1 ? id : $"{id}, seed {seed}", scores, cancellation);
        }
        string table = ResultTable.ToMarkdown(study, scores);
        WholeFile.Write(Path.Combine(output, "results.md"), table);
        scores.Save(Path.Combine(output, "results.csv"));
        Console.WriteLine($"{table}\nWritten to {output}: results.md, results.csv (every scan){(seeds == 1 ? ", overlays.png" : "")}.");
    }
}
