using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops;

/// <summary>JSON files that people may read too.</summary>
internal static class JsonFile
{
    /// <summary>How records become JSON: camel case, indented, no escapes that only web pages need.</summary>
    public static JsonSerializerOptions Format { get; } = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="InputException">The file is no JSON.</exception>
    public static JsonNode Read(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) ?? throw new JsonException("it holds null");
        }
        catch (JsonException error)
        {
            throw new InputException($"{path}: is no JSON ({error.Message}). Restore the file or choose another folder.", error);
        }
    }

    /// <exception cref="InputException">The file does not hold such a record.</exception>
    public static T Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Format) ?? throw new JsonException("it holds null");
        }
        catch (JsonException error)
        {
            throw new InputException($"{path}: cannot be read ({error.Message}). Restore the file or choose another folder.", error);
        }
    }

    public static void Write<T>(string path, T value) => TextFile.Write(path, Text(value) + "\n");

    /// <summary>A record as such a file has it.</summary>
    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Format);
}
