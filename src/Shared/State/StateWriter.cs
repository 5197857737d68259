using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Lists of numbers and texts into JSON.</summary>
internal static class StateWriter
{
    internal static JsonArray Numbers(ReadOnlySpan<double> values)
    {
        var array = new JsonArray();
        foreach (double value in values)
            array.Add(JsonNumber.Of(value));
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

    internal static JsonObject Named(IEnumerable<string> names, IEnumerable<double> values)
    {
        var json = new JsonObject();
        foreach (var (name, value) in names.Zip(values))
            json[name] = JsonNumber.Of(value);
        return json;
    }

    /// <summary>The text that two equal pieces of JSON share.</summary>
    internal static string Canonical(JsonNode? node) => node?.ToJsonString() ?? "null";
}
