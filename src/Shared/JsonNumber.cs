using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Numbers into JSON and back without loss: finite ones as shortest round-trip text, the others by name.</summary>
internal static class JsonNumber
{
    internal static JsonNode Of(double value) => double.IsFinite(value)
        ? JsonValue.Create(value)
        : JsonValue.Create(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity")!;

    /// <summary>The number of a name; null for any other text.</summary>
    internal static double? Named(string? name) => name switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => null,
    };

    /// <summary>A number or the name of one; null for anything else.</summary>
    internal static double? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.String => Named(json.GetString()),
        _ => null,
    };
}
