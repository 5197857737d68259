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

    /// <summary>From the persistent id ('storage', kind, key, device, count).</summary>
    public static PickledStorage FromPersistentId(object? id)
    {
        if (id is not object?[] { Length: 5 } parts || parts[0] is not "storage" || parts[1] is not PickledGlobal { Module: "torch" } kind
            || !Kinds.TryGetValue(kind.Name, out var known) || parts[2] is not string key || parts[4] is not long count || count < 0)
            throw new FormatException("a storage is described in a way that is not known here");
        return new(key, count, known.Type, known.Bytes);
    }
}
