namespace Awsnet.Components.Myops;

/// <summary>The tables of experiments in the paper's layout, and box plots of Dice by arm.</summary>
internal static class ExperimentSection
{
    public static Section? Of(ReportContent content)
    {
        if (content.Experiments.Count == 0) return null;
        return new Section("experiment", "The tables", "Tables", Html.Of($"""
            <div class="charts">{content.Experiments.SelectMany(experiment => experiment.Scores).Select(score => score.Target).Distinct().Select(target => Box(target, content))}</div>
            {content.Experiments.SelectMany(experiment => experiment.Tables).Select((table, i) => Table(table, open: i == 0))}
            """));
    }

    private static Html Box(string target, ReportContent content) => new Chart(
        "arms", $"Dice of {target} by arm", string.Join(" ", content.Experiments
        .SelectMany(experiment => experiment.Scores).Where(score => score.Target == target).GroupBy(score => score.Arm).Select(arm =>
        {
            var dice = MetricSummary.Of([.. arm.Select(score => score.Dice)]);
            return
                $"{arm.Key}: median {Numbers.Score(dice.Median)}, quartiles {Numbers.Score(dice.LowerQuartile)} and " +
                $"{Numbers.Score(dice.UpperQuartile)}.";
        })))
    {
        Of = target,
        Note = "A dot a held-out patient; box: quartiles and median; whiskers: to the last patient within 1.5 box lengths.",
    }.ToHtml();

    private static Html Table(string markdown, bool open)
    {
        var body = MarkdownPage.Of(markdown, out var title);
        return Html.Of($"<details{new Html(open ? " open" : "")}><summary>{title}</summary>{body}</details>");
    }
}
