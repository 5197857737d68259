using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Small JSON files of numbers and text: nothing in them is executed, or made into a type that they name.</summary>
internal static class JsonFile
{
    private const int LongestFile = 16 << 20, Version = 1;

    /// <summary>Reads an object.</summary>
    /// <param name="path">The file.</param>
    /// <param name="longest">How many bytes it may have: of a file that grows with the run, any number.</param>
    /// <exception cref="FormatException">It is no JSON object, or longer than such a file can be.</exception>
    internal static StateReader Read(string path, long longest = LongestFile)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length > longest)
            throw new FormatException($"{path} has {stream.Length} bytes; such a file has at most {longest}.");
        try
        {
            using var document = JsonDocument.Parse(stream);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new StateReader(document.RootElement.Clone(), path)
                : throw new FormatException($"{path} is no JSON object.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"{path} is no JSON: {e.Message}", e);
        }
    }

    /// <summary>Reads an object of a kind, which <see cref="Write(string, string, JsonObject)"/> wrote.</summary>
    /// <exception cref="FormatException">It is damaged, of another kind, or of another version.</exception>
    internal static StateReader Read(string path, string format, long longest = LongestFile)
    {
        var json = Read(path, longest);
        string kind = json["format"].Text();
        int version = json["version"].Integer();
        return kind == format && version == Version
            ? json
            : throw new FormatException(
                $"{path} is \"{kind}\", version {version}; this program reads \"{format}\", version " +
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
}
