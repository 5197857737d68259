using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Numbers, rewards and weights into JSON and back without loss.</summary>
internal static class Json
{
    internal static double Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text)
        ? JsonNumber.Named(text) ?? throw new InvalidDataException($"\"{text}\" stands where a number is needed.")
        : (double)node!;

    internal static JsonObject? Of(Evaluation? evaluation) => evaluation is null ? null : new JsonObject
    {
        ["reward"] = JsonNumber.Of(evaluation.Reward),
        ["metrics"] = StateWriter.Named(evaluation.Metrics.Keys, evaluation.Metrics.Values),
        ["warning"] = evaluation.Warning,
    };

    internal static Evaluation? Evaluation(JsonNode? node) => node is not JsonObject json ? null : new Evaluation(Number(json["reward"]))
    {
        Metrics = json["metrics"]!.AsObject()
            .ToImmutableSortedDictionary(entry => entry.Key, entry => Number(entry.Value), StringComparer.Ordinal),
        Warning = (string?)json["warning"],
    };
}
