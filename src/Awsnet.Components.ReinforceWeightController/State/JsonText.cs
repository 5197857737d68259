using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>JSON objects from files and lines, with errors that name the place.</summary>
internal static class JsonText
{
    internal static JsonObject ReadObject(string path) => ParseObject(File.ReadAllText(path), path);

    internal static JsonObject ParseObject(string text, string where)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new FormatException($"{where} holds no JSON object.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"{where} is not JSON: {exception.Message}", exception);
        }
    }
}
