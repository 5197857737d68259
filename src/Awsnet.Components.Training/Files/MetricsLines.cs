using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>What a run writes into <c>metrics.jsonl</c> and to TensorBoard.</summary>
internal static class MetricsLines
{
    /// <summary>An epoch for TensorBoard.</summary>
    internal static IEnumerable<(string Tag, double Value)> Scalars(EpochSummary summary, IReadOnlyList<string> losses) =>
    [
        ("loss/total", summary.Loss),
        .. losses.Select((name, index) => ($"loss/{name}", summary.Losses[index])),
        .. summary.Weights.Select(weight => ($"weight/{weight.Key}", weight.Value)),
        ("training/learning rate factor", summary.LearningRateFactor),
        ("training/gradient norm", summary.GradientNorm),
        ("validation/reward", summary.Evaluation?.Reward ?? double.NaN),
        .. summary.Evaluation?.Metrics.Select(metric => ($"validation/{metric.Key}", metric.Value)) ?? [],
    ];

    /// <summary>An epoch.</summary>
    internal static JsonObject Of(EpochSummary summary, IReadOnlyList<string> losses, bool isBest, JsonObject? search) => new()
    {
        ["kind"] = "epoch",
        ["epoch"] = summary.Epoch,
        ["stage"] = summary.Stage.ToString(),
        ["loss"] = JsonNumber.Of(summary.Loss),
        ["losses"] = StateWriter.Named(losses, summary.Losses),
        ["weights"] = StateWriter.Named(summary.Weights.Names, summary.Weights.Values),
        ["learningRateFactor"] = summary.LearningRateFactor,
        ["gradientNorm"] = JsonNumber.Of(summary.GradientNorm),
        ["skippedSteps"] = summary.SkippedSteps,
        ["validation"] = Json.Of(summary.Evaluation),
        ["best"] = isBest,
        ["search"] = search,
        ["seconds"] = summary.Seconds,
    };

    /// <summary>What the controller made of the epoch; its policy as it proposes from now on.</summary>
    internal static JsonObject Of(EpochRecord search, IWeightController controller) => new()
    {
        ["adopted"] = search.Adopted,
        ["rolledBack"] = search.RolledBack,
        ["meanReward"] = JsonNumber.Of(search.MeanReward),
        ["baseline"] = JsonNumber.Of(search.Baseline),
        ["policyEntropy"] = JsonNumber.Of(search.PolicyEntropy),
        ["policy"] = controller is ReinforceController reinforce ? Policy(reinforce) : null,
    };

    private static JsonObject Policy(ReinforceController controller) => new()
    {
        ["actions"] = new JsonArray([.. controller.Options.Actions.Select(JsonNumber.Of)]),
        ["probabilities"] = new JsonObject(controller.LossNames.Select((name, loss) => KeyValuePair.Create(
            name, (JsonNode?)new JsonArray([.. controller.ActionProbabilities(loss).Select(JsonNumber.Of)])))),
    };

    /// <summary>A candidate, under the epoch's index in the run.</summary>
    internal static JsonObject Of(int epoch, CandidateRecord candidate) => new()
    {
        ["kind"] = "candidate",
        ["epoch"] = epoch,
        ["candidate"] = candidate.Candidate,
        ["weights"] = StateWriter.Named(candidate.Weights.Names, candidate.Weights.Values),
        ["action"] = new JsonArray([.. candidate.Action.Select(JsonNumber.Of)]),
        ["seed"] = candidate.Seed,
        ["reward"] = JsonNumber.Of(candidate.Reward),
        ["status"] = candidate.Status.ToString(),
        ["error"] = candidate.Error,
        ["losses"] = StateWriter.Named(candidate.Weights.Names, candidate.Losses.IsDefault ? [] : candidate.Losses),
        ["adopted"] = candidate.Adopted,
        ["seconds"] = candidate.Seconds,
    };
}
