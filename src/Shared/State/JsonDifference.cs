using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>What differs between saved settings and one's own, field by field.</summary>
internal static class JsonDifference
{
    /// <returns>For instance <c>seed was 0 and is 9; optimizer.learningRate was 0.05 and is 0.2</c>; empty where nothing differs.</returns>
    internal static string Of(JsonObject saved, JsonObject own) => string.Join("; ", Between(saved, own, ""));

    private static IEnumerable<string> Between(JsonNode? saved, JsonNode? own, string path)
    {
        if (saved is JsonObject before && own is JsonObject now)
            return before.Select(entry => entry.Key).Union(now.Select(entry => entry.Key))
                .SelectMany(key => Between(before[key], now[key], path.Length == 0 ? key : $"{path}.{key}"));
        string given = StateWriter.Canonical(saved), expected = StateWriter.Canonical(own);
        return given == expected ? [] : [$"{path} was {given} and is {expected}"];
    }
}
