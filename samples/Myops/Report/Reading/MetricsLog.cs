using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops;

/// <summary>Reads a stage's <c>metrics.jsonl</c>.</summary>
internal static class MetricsLog
{
    public const string FileName = "metrics.jsonl";

    /// <exception cref="InputException">A line before the last cannot be read.</exception>
    public static (IReadOnlyList<EpochPoint> Epochs, IReadOnlyList<CandidatePoint> Candidates) Read(string path)
    {
        List<EpochPoint> epochs = [];
        List<CandidatePoint> candidates = [];
        var lines = File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            try
            {
                var line = JsonNode.Parse(lines[i])!.AsObject();
                if ((string?)line["kind"] == "epoch") epochs.Add(Epoch(line));
                if ((string?)line["kind"] == "candidate") candidates.Add(Candidate(line));
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or NullReferenceException)
            {
                // A run that is under way, or was killed, may have half of a last line.
                if (i == lines.Length - 1) break;
                throw new InputException(
                    $"{path}, line {i + 1}: cannot be read ({error.Message}). Restore the file or leave this run out.", error);
            }
        }

        return (epochs, candidates);
    }

    private static EpochPoint Epoch(JsonObject line)
    {
        var validation = line["validation"] as JsonObject;
        var search = line["search"] as JsonObject;
        var policy = search?["policy"] as JsonObject;
        return new EpochPoint
        {
            Epoch = (int)line["epoch"]!,
            IsAuto = (string?)line["stage"] == nameof(TrainingStage.AutoWeights),
            Loss = Number(line["loss"]),
            Losses = Named(line["losses"]),
            Weights = Named(line["weights"]),
            LearningRateFactor = Number(line["learningRateFactor"]),
            Validation = Named(validation?["metrics"]),
            Reward = Number(validation?["reward"]),
            PolicyEntropy = Number(search?["policyEntropy"]),
            Actions = policy is null ? [] : Numbers(policy["actions"]),
            Probabilities = policy?["probabilities"] is JsonObject losses
                ? losses.ToDictionary(loss => loss.Key, loss => Numbers(loss.Value))
                : new Dictionary<string, IReadOnlyList<double>>(),
            Seconds = Number(line["seconds"]),
        };
    }

    private static CandidatePoint Candidate(JsonObject line) =>
        new((int)line["epoch"]!, Number(line["reward"]), (bool?)line["adopted"] == true);

    private static Dictionary<string, double> Named(JsonNode? node) =>
        node is JsonObject values ? values.ToDictionary(entry => entry.Key, entry => Number(entry.Value)) : [];

    private static IReadOnlyList<double> Numbers(JsonNode? node) => node is JsonArray values ? [.. values.Select(Number)] : [];

    /// <summary>What JSON has no number for stands there by name, or is missing: not a number for a chart.</summary>
    private static double Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) ? number : double.NaN;
}
