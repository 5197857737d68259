using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Small JSON files of numbers and text: nothing in them is executed, or made into a type that they name.</summary>
internal static class JsonFields
{
    private const int LongestFile = 16 << 20, Version = 1;

    /// <summary>Reads an object.</summary>
    /// <param name="path">The file.</param>
    /// <param name="longest">How many bytes it may have: of a file that grows with the run, any number.</param>
    /// <exception cref="FormatException">It is no JSON object, or longer than such a file can be.</exception>
    internal static JsonElement Read(string path, long longest = LongestFile)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length > longest)
            throw new FormatException($"{path} has {stream.Length} bytes; such a file has at most {longest}.");
        try
        {
            using var document = JsonDocument.Parse(stream);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new FormatException($"{path} is no JSON object.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"{path} is no JSON: {e.Message}", e);
        }
    }

    /// <summary>Reads an object of a kind, which <see cref="Write(string, string, JsonObject)"/> wrote.</summary>
    /// <exception cref="FormatException">It is damaged, of another kind, or of another version.</exception>
    internal static JsonElement Read(string path, string format, long longest = LongestFile)
    {
        var json = Read(path, longest);
        return json.Text("format") == format && json.Integer("version") == Version
            ? json
            : throw new FormatException(
                $"{path} is \"{json.Text("format")}\", version {json.Integer("version")}; this program reads \"{format}\", version " +
                $"{Version}. Use one version of the package for a run, in the coordinator and in the workers.");
    }

    internal static void Write(string path, JsonObject content) => AtomicFile.WriteText(path, content.ToJsonString());

    /// <summary>Writes an object of a kind.</summary>
    internal static void Write(string path, string format, JsonObject content)
    {
        content["format"] = format;
        content["version"] = Version;
        Write(path, content);
    }

    internal static JsonElement Field(this JsonElement json, string name) => json.TryGetProperty(name, out var value)
        ? value
        : throw new FormatException($"There is no \"{name}\".");

    internal static string Text(this JsonElement json, string name) => json.Field(name) is { ValueKind: JsonValueKind.String } value
        ? value.GetString()!
        : throw new FormatException($"\"{name}\" is no text.");

    internal static string? TextOrNull(this JsonElement json, string name) =>
        json.Field(name).ValueKind == JsonValueKind.Null ? null : json.Text(name);

    internal static int Integer(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out int number)
            ? number
            : throw new FormatException($"\"{name}\" is no whole number.");

    internal static long Long(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long number)
            ? number
            : throw new FormatException($"\"{name}\" is no whole number.");

    internal static double Number(this JsonElement json, string name) => ToNumber(json.Field(name), name);

    internal static double[] Numbers(this JsonElement json, string name) => [.. json.Items(name).Select(item => ToNumber(item, name))];

    internal static string[] Texts(this JsonElement json, string name) => [.. json.Items(name).Select(item =>
        item.ValueKind == JsonValueKind.String ? item.GetString()! : throw new FormatException($"\"{name}\" holds more than text."))];

    internal static Dictionary<string, string> TextByName(this JsonElement json, string name)
    {
        var value = json.Field(name);
        if (value.ValueKind != JsonValueKind.Object)
            throw new FormatException($"\"{name}\" is no object.");
        return value.EnumerateObject().ToDictionary(entry => entry.Name, entry => value.Text(entry.Name), StringComparer.Ordinal);
    }

    internal static JsonArray Of(IEnumerable<double> values) => new([.. values.Select(JsonNumber.Of)]);

    internal static JsonArray Of(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);

    internal static JsonObject Of(IEnumerable<KeyValuePair<string, string>> values) =>
        new(values.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));

    private static JsonElement.ArrayEnumerator Items(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.Array } value
            ? value.EnumerateArray()
            : throw new FormatException($"\"{name}\" is no list.");

    private static double ToNumber(JsonElement value, string name) =>
        JsonNumber.Read(value) ?? throw new FormatException($"\"{name}\" is no number.");
}
