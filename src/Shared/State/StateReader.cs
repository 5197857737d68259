using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Reads saved states and says where one is damaged.</summary>
/// <param name="element">The state, or a part of it.</param>
/// <param name="path">Its name in messages.</param>
internal readonly struct StateReader(JsonElement element, string path)
{
    private readonly JsonElement _element = element;
    private readonly string _path = path;

    internal static StateReader Of(JsonNode state, string path)
    {
        using var document = JsonDocument.Parse(state.ToJsonString());
        return new(document.RootElement.Clone(), path);
    }

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

    /// <summary>Refuses settings that are not the owner's.</summary>
    internal void MustEqual(JsonNode own, string what, string owner)
    {
        string difference = JsonDifference.Of(Object(), own.AsObject());
        if (difference.Length > 0)
            throw new FormatException(
                $"The saved state has other {what}: {difference}. Make the {owner} with those that were saved.");
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

    internal int Count() => Integer() is >= 0 and var count ? count : throw Damaged("0 or more");

    internal long Long() => _element.ValueKind == JsonValueKind.Number && _element.TryGetInt64(out long value)
        ? value
        : throw Damaged("a whole number");

    internal long LongCount() => Long() is >= 0 and var count ? count : throw Damaged("0 or more");

    internal double Number() => JsonNumber.Read(_element) ?? throw Damaged("a number");

    internal IEnumerable<StateReader> Items()
    {
        if (_element.ValueKind != JsonValueKind.Array)
            throw Damaged("a list");
        string path = _path;
        return _element.EnumerateArray().Select((item, index) => new StateReader(item, $"{path}[{index}]"));
    }

    internal ImmutableArray<string> Keys() => _element.ValueKind == JsonValueKind.Object
        ? [.. _element.EnumerateObject().Select(property => property.Name)]
        : throw Damaged("an object");

    internal ImmutableArray<double> Numbers() => [.. Items().Select(item => item.Number())];

    internal ImmutableArray<string> Texts() => [.. Items().Select(item => item.Text())];

    /// <summary>Copies a list of exactly the right length, of finite numbers or what else is good.</summary>
    internal void CopyTo(Span<double> target, Func<double, bool>? isGood = null)
    {
        StateReader[] items = [.. Items()];
        if (items.Length != target.Length)
            throw new FormatException(
                $"The saved {_path} has {items.Length} numbers where {target.Length} are expected; it is damaged or of another " +
                "controller.");
        isGood ??= double.IsFinite;
        double[] values = [.. items.Select(item =>
            item.Number() is var value && isGood(value) ? value : throw item.Damaged("a number that can stand there"))];
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
