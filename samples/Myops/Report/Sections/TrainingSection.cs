using System.Globalization;

namespace Awsnet.Components.Myops;

/// <summary>Curves of each run: losses, validation, learning rate, weights, policy, candidates.</summary>
internal static class TrainingSection
{
    public static Section Of(ReportContent content) => new("training", "Training", "Training", Html.Of($"""
        {Comparison(content)}
        {Choice(content)}
        {Html.Join(content.Runs.Select(Run))}
        """));

    private static Html Comparison(ReportContent content)
    {
        if (content.Runs.Count < 2) return Html.Empty;
        var stages = content.Runs.SelectMany(run => run.Stages).Select(stage => (stage.Name, stage.Title)).Distinct();
        return Html.Of($"""
            <h3>All runs, {content.Runs.SelectMany(run => run.Stages).FirstOrDefault()?.JudgedBy}</h3>
            <div class="charts">{stages.Select(stage => new Chart("runs", stage.Title, Best(content, stage.Name)) { Of = stage.Name }.ToHtml())}</div>
            """);
    }

    private static string Best(ReportContent content, string stage) => "Dice by epoch. " + string.Join(" ",
        from run in content.Runs
        from history in run.Stages
        where history.Name == stage
        select $"{run.Name}: best {Numbers.Score(history.Best?.Reward ?? double.NaN)}.");

    private static Html Choice(ReportContent content) => content.Runs.Count < 2 ? Html.Empty : Html.Of($"""
        <h3>One run</h3>
        <p><label>Run <select id="run-choice">{content.Runs.Select((run, i) => Html.Of($"<option value=\"{i}\">{run.Name}</option>"))}</select></label></p>
        """);

    private static Html Run(RunHistory run, int index) => Html.Of($"""
        <div class="run" data-run="{index}"{(index == 0 ? Html.Empty : new Html(" hidden"))}>
        {(run.Stages.Count == 0 ? Html.Of($"<p class=\"hint\">{run.Name}: nothing is logged yet.</p>") : Html.Empty)}
        {run.Stages.Select((stage, i) => StageOf(stage, index, i))}
        </div>
        """);

    /// <summary>Further members of an ensemble resemble the first and are folded away.</summary>
    private static Html StageOf(StageHistory stage, int run, int index)
    {
        var body = Html.Of($"""
            <p class="note">{Sentence(stage)}</p>
            <div class="charts">{Charts(stage).Select(chart => (chart with { Run = run, Stage = index }).ToHtml())}</div>
            """);
        return stage.Member == 1
            ? Html.Of($"<h3>{stage.Title}</h3>{body}")
            : Html.Of($"<details><summary>{stage.Title}</summary>{body}</details>");
    }

    private static IEnumerable<Chart> Charts(StageHistory stage)
    {
        if (stage.Epochs.Count == 0) yield break;
        EpochPoint first = stage.Epochs[0], last = stage.Epochs[^1];
        yield return new Chart("loss", stage.Heads.Count > 1 ? "Loss of each head" : "Loss",
            $"Training loss by epoch: {ByHead(epoch => epoch.Losses)}.");
        yield return new Chart("dice", Capital(stage.JudgedBy),
            $"{Capital(stage.JudgedBy)} by epoch, from {Numbers.Score(first.Reward)} to {Numbers.Score(last.Reward)}, " +
            $"best {Numbers.Score(stage.Best?.Reward ?? double.NaN)} after epoch {(stage.Best?.Epoch ?? -1) + 1}.");
        yield return new Chart("rate", "Learning rate",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Learning rate by epoch, from {stage.LearningRate * first.LearningRateFactor:0.#####} " +
                $"to {stage.LearningRate * last.LearningRateFactor:0.#####}."));
        if (stage.Heads.Count < 2) yield break;
        yield return new Chart("weights", "Weight of each head",
            $"Weights by epoch: {ByHead(epoch => epoch.Weights)}.")
        {
            Note = stage.AutoFrom is null ? null : "Right of the dotted line the controller searches for them.",
        };
        if (stage.Candidates.Count > 0)
        {
            var epochs = stage.Candidates.Select(candidate => candidate.Epoch).Distinct().Count();
            yield return new Chart("candidates", "Candidates of each epoch",
                $"{Capital(stage.JudgedBy)} of {Numbers.Count(stage.Candidates.Count, "candidate")} in {Numbers.Count(epochs, "epoch")}; " +
                "the adopted one of each is filled.")
            {
                Note = "How far apart the candidates of one epoch lie is what there is to gain by choosing.",
            };
        }

        if (stage.Epochs.FirstOrDefault(epoch => double.IsFinite(epoch.PolicyEntropy)) is { } searched)
        {
            yield return new Chart("entropy", "Entropy of the policy",
                "Entropy of the policy as a part of the largest, " +
                $"from {Numbers.Score(searched.PolicyEntropy)} to {Numbers.Score(last.PolicyEntropy)}.")
            {
                Note =
                    "1: it proposes at random; 0: it has decided. Near 1 the gain comes from choosing the best candidate, not " +
                    "from the policy.",
            };
        }

        if (stage.Epochs.Any(epoch => epoch.Probabilities.Count > 0))
        {
            var heads = last.Probabilities.Select(head => $"{head.Key} {string.Join(", ", head.Value.Select(Numbers.Score))}");
            yield return new Chart("policy", "What the policy proposes",
                $"Probability of each change of β, by head, at the end: {string.Join("; ", heads)}.");
        }

        string ByHead(Func<EpochPoint, IReadOnlyDictionary<string, double>> values) => string.Join(", ", stage.Heads.Select(head =>
            $"{head} from {Numbers.Score(values(first).GetValueOrDefault(head, double.NaN))} " +
            $"to {Numbers.Score(values(last).GetValueOrDefault(head, double.NaN))}"));
    }

    internal static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Sentence(StageHistory stage)
    {
        var count = stage.Epochs.Count;
        var text = stage.AutoFrom is { } from
            ? $"{Numbers.Count(from, "epoch")} with fixed weights, {count - from} with weights searched for"
            : $"{Numbers.Count(count, "epoch")}{(stage.HasFixedWeights ? " with fixed weights" : "")}";
        return stage.Best is { } best
            ? $"{text}; best {stage.JudgedBy} {Numbers.Score(best.Reward)} after epoch {best.Epoch + 1}."
            : $"{text}.";
    }
}
