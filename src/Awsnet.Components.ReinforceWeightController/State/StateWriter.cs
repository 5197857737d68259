using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Numbers into JSON and back without loss: finite ones as shortest round-trip text, the others by name.</summary>
internal static class StateWriter
{
    internal static JsonNode Number(double value) => double.IsFinite(value)
        ? JsonValue.Create(value)
        : JsonValue.Create(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity")!;

    internal static JsonArray Numbers(ReadOnlySpan<double> values)
    {
        var array = new JsonArray();
        foreach (double value in values)
            array.Add(Number(value));
        return array;
    }

    internal static JsonArray Integers(ReadOnlySpan<int> values)
    {
        var array = new JsonArray();
        foreach (int value in values)
            array.Add((JsonNode)value);
        return array;
    }

    internal static JsonArray Texts(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);

    /// <summary>The text that two equal pieces of JSON share.</summary>
    internal static string Canonical(JsonNode? node) => node?.ToJsonString() ?? "null";
}
