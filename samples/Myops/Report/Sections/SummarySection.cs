namespace Awsnet.Components.Myops;

/// <summary>What was run and what came of it, at a glance.</summary>
internal static class SummarySection
{
    public static Section Of(ReportContent content) => new("summary", "At a glance", "Summary", Html.Of($"""
        <div class="cards">{Cards(content)}</div>
        {Meaning(content)}
        {Missing(content)}
        """));

    private static IEnumerable<Html> Cards(ReportContent content)
    {
        if (content.IsScored)
        {
            var tables = content.ScoredArms;
            foreach (var structure in tables[0].Table.Structures)
            {
                var (arm, glance) = tables.Select(entry => (entry.Name, Glance: GlanceText.Of(entry.Table, structure)))
                    .MaxBy(entry => entry.Glance.Summary.Dice.Mean);
                yield return Html.Of($"""
                    <div class="card"><h3>Dice of {structure}</h3><p class="value">{Numbers.Score(glance.Summary.Dice.Mean)}</p>
                    <p>{glance.Over.Replace("± ", "±\u00a0")}{(tables.Count > 1 ? $"; best of {tables.Count} arms: {arm}" : "")}</p>
                    <p>{glance.Finds.Select(find => Html.Of($"<span class=\"{(find.Happened ? "wrong" : "")}\">{find.Text}</span>"))}</p>
                    <p>{glance.Distances.Select(line => Html.Of($"<span>{line}</span>"))}</p></div>
                    """);
            }
        }
        else
        {
            foreach (var stage in content.Runs[0].Stages)
            {
                yield return Card(
                    stage.Title, Numbers.Score(stage.Best?.Reward ?? double.NaN),
                    stage.Best is { } best
                        ? $"best {stage.JudgedBy}, after epoch {best.Epoch + 1} of {stage.Epochs.Count}"
                        : "nothing judged yet");
            }
        }

        var record = content.Runs[0].Record;
        var time = Duration(content.Runs.SelectMany(run => run.Stages).SelectMany(stage => stage.Epochs)
            .Where(epoch => double.IsFinite(epoch.Seconds)).Sum(epoch => epoch.Seconds));
        yield return Card(
            content.Runs.Count == 1 ? "Run" : "Runs",
            content.Runs.Count == 1 ? record.Preset : $"{content.Runs.Count}",
            content.Runs.Count == 1
                ? $"preset; seed {record.Seed}, {record.Device}, {record.Compute}; trained on " +
                    $"{Numbers.Count(record.TrainingCases.Count, "case")}, {record.ValidationCases.Count} for validation, in {time}"
                : $"{Numbers.Count(content.Runs.Select(run => run.Arm).Distinct().Count(), "arm")}, " +
                    $"{content.Runs.Count(run => run.Folder.IsFinished)} finished; {time} of training in all");
    }

    private static Html Meaning(ReportContent content) => !content.IsScored ? Html.Empty : Html.Of($"""
        <p class="note">HD is the greatest and ASSD the mean distance between annotated and predicted surfaces; cases in which one of them is empty have none and are left out here. Under <a href="#scores">Scores</a> every case counts, by the convention stated there.</p>
        """);

    private static Html Missing(ReportContent content)
    {
        var names = string.Join(' ', content.Request.Runs.Select(ShellWord.Quoted));
        if (content.Request.Data is null)
        {
            return Html.Of($"""
                <p class="hint">This page shows how the runs were trained. With cases it also shows scores, box plots, overlays of truth and prediction, the outputs of each head, and attention maps:
                <code>myops report {names} --data DIR --labels DIR --out {ShellWord.Quoted(content.Request.Output)}</code></p>
                """);
        }

        if (content.Outcomes.Count == 0)
            return Html.Of($"""<p class="hint">No run is finished, so nothing could be predicted. Finish one by <code>myops train --out RUN --resume</code> and make this page again.</p>""");
        return content.IsScored ? Html.Empty : Html.Of($"""
            <p class="hint">The cases have no annotation, so the pictures show predictions alone. With annotations the page also shows scores and box plots:
            <code>myops report {names} --data DIR --labels DIR --out {ShellWord.Quoted(content.Request.Output)}</code></p>
            """);
    }

    private static Html Card(string title, string value, string detail) =>
        Html.Of($"""<div class="card"><h3>{title}</h3><p class="value">{value}</p><p>{detail}</p></div>""");

    private static string Duration(double seconds) => seconds switch
    {
        < 120 => $"{seconds:0} s",
        < 7200 => $"{seconds / 60:0} min",
        _ => FormattableString.Invariant($"{seconds / 3600:0.0} h"),
    };
}
