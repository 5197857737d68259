using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Files that are there whole or not at all.</summary>
internal static class SafeFile
{
    /// <summary>Writes beside the target and moves, so that a kill leaves the old file or the new one.</summary>
    internal static void Write(string path, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

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
