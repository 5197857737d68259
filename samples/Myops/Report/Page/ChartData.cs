using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops;

/// <summary>What the page's charts are drawn from, as JSON within the page.</summary>
internal static class ChartData
{
    public static JsonObject Of(ReportContent content) => new()
    {
        ["runs"] = new JsonArray([.. content.Runs.Select(Run)]),
        ["scores"] = new JsonArray([.. content.Outcomes.SelectMany(Scores)]),
        ["experiments"] = new JsonArray([.. content.Experiments.SelectMany(experiment => experiment.Scores).Select(score => new JsonObject
        {
            ["arm"] = score.Arm,
            ["case"] = score.Case,
            ["structure"] = score.Target,
            ["dice"] = Numbers.Json(score.Dice),
        })]),
        ["volumes"] = new JsonArray([.. content.Outcomes.SelectMany(Volumes)]),
    };

    private static JsonObject Run(RunHistory run) => new()
    {
        ["name"] = run.Name,
        ["arm"] = run.Arm,
        ["stages"] = new JsonArray([.. run.Stages.Select(StageOf)]),
    };

    private static JsonObject StageOf(StageHistory stage) => new()
    {
        ["name"] = stage.Name,
        ["title"] = stage.Title,
        // Epochs count from 1 for readers.
        ["epoch"] = new JsonArray([.. stage.Epochs.Select(epoch => JsonValue.Create(epoch.Epoch + 1))]),
        ["autoFrom"] = stage.AutoFrom + 1,
        ["best"] = stage.Best?.Epoch + 1,
        ["heads"] = new JsonArray([.. stage.Heads.Select(head => JsonValue.Create(head))]),
        ["loss"] = Numbers.Json(stage.Epochs.Select(epoch => epoch.Loss)),
        ["losses"] = ByName(stage.Heads, stage.Epochs, epoch => epoch.Losses),
        ["weights"] = ByName(stage.Heads, stage.Epochs, epoch => epoch.Weights),
        ["dice"] = ByName([.. stage.Epochs.SelectMany(epoch => epoch.Validation.Keys).Distinct()], stage.Epochs, epoch => epoch.Validation),
        ["rate"] = Numbers.Json(stage.Epochs.Select(epoch => (stage.LearningRate ?? 1) * epoch.LearningRateFactor)),
        ["entropy"] = Numbers.Json(stage.Epochs.Select(epoch => epoch.PolicyEntropy)),
        ["policy"] = Policy(stage),
        ["candidates"] = new JsonArray([.. stage.Candidates.Select(Candidate)]),
    };

    private static JsonObject ByName(
        IReadOnlyList<string> names, IReadOnlyList<EpochPoint> epochs, Func<EpochPoint, IReadOnlyDictionary<string, double>> values) =>
        new(names.Select(name => KeyValuePair.Create(
            name, (JsonNode?)Numbers.Json(epochs.Select(epoch => values(epoch).GetValueOrDefault(name, double.NaN))))));

    /// <summary>A line an epoch, head and action: [epoch, head, action, probability]; null without a policy.</summary>
    private static JsonArray? Policy(StageHistory stage) => stage.Epochs.All(epoch => epoch.Actions.Count == 0) ? null : new JsonArray([..
        from epoch in stage.Epochs
        from loss in epoch.Probabilities
        from action in epoch.Actions.Zip(loss.Value)
        select new JsonArray(epoch.Epoch + 1, loss.Key, Numbers.Json(action.First), Numbers.Json(action.Second))]);

    private static JsonArray Candidate(CandidatePoint candidate) =>
        [candidate.Epoch + 1, Numbers.Json(candidate.Reward), candidate.Adopted];

    private static IEnumerable<JsonObject> Scores(CaseOutcome outcome) => outcome.Scores.Select(scores => new JsonObject
    {
        ["arm"] = outcome.Arm,
        ["case"] = outcome.Case.Id,
        ["structure"] = scores.Structure,
        ["dice"] = Numbers.Json(scores.Overlap.Dice),
    });

    private static IEnumerable<JsonObject> Volumes(CaseOutcome outcome) => outcome.Scores
        .Where(scores => scores.Structure != PredictionScores.Ventricle)
        .Select(scores => new JsonObject
        {
            ["arm"] = outcome.Arm,
            ["case"] = outcome.Case.Id,
            ["structure"] = scores.Structure,
            ["truth"] = Numbers.Json(scores.ActualSizeMm / 1000),
            // Where no ventricle was found, none was measured: that is not 0.
            ["predicted"] = outcome.Volumes.ScarMl is null ? null : Numbers.Json(scores.PredictedSizeMm / 1000),
        });
}
