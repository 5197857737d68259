using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>A block of numbers that lies in an entry of its own beside the pickle.</summary>
internal sealed record PickledStorage(string Key, long Count, ScalarType Type, int ElementBytes)
{
    private static readonly Dictionary<string, (ScalarType Type, int Bytes)> Kinds = new()
    {
        ["DoubleStorage"] = (ScalarType.Float64, 8),
        ["FloatStorage"] = (ScalarType.Float32, 4),
        ["HalfStorage"] = (ScalarType.Float16, 2),
        ["BFloat16Storage"] = (ScalarType.BFloat16, 2),
        ["LongStorage"] = (ScalarType.Int64, 8),
        ["IntStorage"] = (ScalarType.Int32, 4),
        ["ShortStorage"] = (ScalarType.Int16, 2),
        ["CharStorage"] = (ScalarType.Int8, 1),
        ["ByteStorage"] = (ScalarType.Byte, 1),
        ["BoolStorage"] = (ScalarType.Bool, 1),
    };

    public static bool IsKind(string name) => Kinds.ContainsKey(name);

    /// <summary>What PyTorch calls a storage of a number type.</summary>
    /// <exception cref="NotSupportedException">It has no name for it here.</exception>
    public static string KindOf(string tensor, ScalarType type) => Kinds.FirstOrDefault(kind => kind.Value.Type == type).Key
        ?? throw new NotSupportedException($"{tensor} holds {type}; convert it to one of {string.Join(", ", Kinds.Values.Select(kind => kind.Type))}.");

    /// <summary>From the persistent id ('storage', kind, key, device, count), in old files with None as a sixth part.</summary>
    public static PickledStorage FromPersistentId(object? id)
    {
        if (id is not object?[] parts || parts.Length is not 5 and not 6 || (parts.Length == 6 && parts[5] is not null) || parts[0] is not "storage" || parts[1] is not PickledGlobal { Module: "torch" } kind
            || !Kinds.TryGetValue(kind.Name, out var known) || parts[2] is not string key || parts[4] is not long count || count < 0)
            throw new FormatException("a storage is described in a way that is not known here");
        return new(key, count, known.Type, known.Bytes);
    }
}
