using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Reads saved states and says where one is damaged.</summary>
internal readonly struct StateReader
{
    private readonly JsonElement _element;
    private readonly string _path;

    private StateReader(JsonElement element, string path)
    {
        _element = element;
        _path = path;
    }

    internal static StateReader Of(JsonNode state, string path) =>
        new(JsonSerializer.SerializeToElement(state, StateJson.Default.JsonNode), path);

    /// <summary>Reads a state into its owner; a damaged one leaves the owner as it was before.</summary>
    internal static void Load(JsonObject state, string path, JsonObject before, Action<StateReader> read)
    {
        ArgumentNullException.ThrowIfNull(state);
        try
        {
            read(Of(state, path));
        }
        catch
        {
            read(Of(before, path));
            throw;
        }
    }

    internal bool IsNull => _element.ValueKind == JsonValueKind.Null;

    internal StateReader this[string name] => _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(name, out var value)
        ? new StateReader(value, $"{_path}.{name}")
        : throw new FormatException($"The saved state has no {_path}.{name}; it is damaged or of another kind.");

    /// <summary>A property that older states may lack.</summary>
    internal StateReader? Optional(string name) =>
        _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
        ? new StateReader(value, $"{_path}.{name}")
        : null;

    /// <summary>Refuses what is of another format, or of a newer version.</summary>
    internal void CheckHeader(string format, int version)
    {
        if (this["format"].Text() is var savedFormat && savedFormat != format)
            throw new FormatException($"This is \"{savedFormat}\", not \"{format}\".");
        if (this["version"].Integer() is var savedVersion && savedVersion != version)
            throw new FormatException($"The saved {_path} has version {savedVersion}; this package reads version {version}.");
    }

    internal JsonObject Object() => _element.ValueKind == JsonValueKind.Object ? JsonObject.Create(_element)! : throw Damaged("an object");

    internal string Canonical() => StateWriter.Canonical(JsonNode.Parse(_element.GetRawText()));

    internal string Text() => _element.ValueKind == JsonValueKind.String ? _element.GetString()! : throw Damaged("text");

    internal bool Flag() => _element.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? _element.GetBoolean()
        : throw Damaged("true or false");

    internal int Integer() => _element.ValueKind == JsonValueKind.Number && _element.TryGetInt32(out int value)
        ? value
        : throw Damaged("a whole number");

    internal long Long() => _element.ValueKind == JsonValueKind.Number && _element.TryGetInt64(out long value)
        ? value
        : throw Damaged("a whole number");

    internal double Number() => JsonNumber.Read(_element) ?? throw Damaged("a number");

    internal IEnumerable<StateReader> Items()
    {
        if (_element.ValueKind != JsonValueKind.Array)
            throw Damaged("a list");
        var (element, path) = (_element, _path);
        return Enumerable.Range(0, element.GetArrayLength()).Select(i => new StateReader(element[i], $"{path}[{i}]"));
    }

    internal ImmutableArray<string> Keys() => _element.ValueKind == JsonValueKind.Object
        ? [.. _element.EnumerateObject().Select(property => property.Name)]
        : throw Damaged("an object");

    internal ImmutableArray<double> Numbers() => [.. Items().Select(item => item.Number())];

    internal ImmutableArray<string> Texts() => [.. Items().Select(item => item.Text())];

    /// <summary>Copies a list of finite numbers of exactly the right length.</summary>
    internal void CopyTo(Span<double> target)
    {
        var values = Numbers();
        if (values.Length != target.Length)
            throw new FormatException(
                $"The saved {_path} has {values.Length} numbers where {target.Length} are expected; it is damaged or of another " +
                "controller.");
        values.CopyTo(target);
    }

    /// <summary>Copies a list of whole numbers of exactly the right length, each from 0 to below a limit.</summary>
    internal void CopyTo(Span<int> target, int limit)
    {
        int[] values = [.. Items().Select(item => item.Integer())];
        if (values.Length != target.Length || values.Any(value => value < 0 || value >= limit))
            throw Damaged($"{target.Length} whole numbers of 0 to {limit - 1}");
        values.CopyTo(target);
    }

    internal FormatException Damaged(string expected) => new($"The saved {_path} is not {expected}; the state is damaged.");
}
