using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>One tensor in the header of a safetensors file.</summary>
internal readonly record struct TensorFileEntry(string Name, ScalarType Type, long[] Shape, long Begin, long End)
{
    private static readonly (string Name, ScalarType Type, int Size)[] Types =
    [
        ("F64", ScalarType.Float64, 8), ("F32", ScalarType.Float32, 4), ("F16", ScalarType.Float16, 2), ("BF16", ScalarType.BFloat16, 2),
        ("I64", ScalarType.Int64, 8), ("I32", ScalarType.Int32, 4), ("I16", ScalarType.Int16, 2), ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1), ("BOOL", ScalarType.Bool, 1),
    ];

    /// <summary>What the shape and the type need.</summary>
    public long Bytes => BytesOf(Type, Shape);

    public static TensorFileEntry Describe(string name, Tensor tensor, long offset)
    {
        if (!Array.Exists(Types, known => known.Type == tensor.dtype))
            throw new NotSupportedException(
                $"{name} holds {tensor.dtype}; safetensors files hold {string.Join(", ", Types.Select(known => known.Type))}.");
        return new(name, tensor.dtype, tensor.shape, offset, offset + BytesOf(tensor.dtype, tensor.shape));
    }

    public static TensorFileEntry Parse(JsonProperty property)
    {
        string typeName = property.Value.GetProperty("dtype").GetString() ?? "";
        int known = Array.FindIndex(Types, type => type.Name == typeName);
        if (known < 0)
            throw new FormatException($"{property.Name} has the type {typeName}, which is not known here");
        long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        long[] place = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        if (place.Length != 2 || place[0] < 0 || place[1] < place[0] || Array.Exists(shape, size => size < 0))
            throw new FormatException(
                $"{property.Name} has the shape [{string.Join(", ", shape)}] and the offsets [{string.Join(", ", place)}]");
        return new(property.Name, Types[known].Type, shape, place[0], place[1]);
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        ScalarType type = Type;
        json.WriteStartObject(Name);
        json.WriteString("dtype", Array.Find(Types, known => known.Type == type).Name);
        json.WriteStartArray("shape");
        foreach (long size in Shape)
            json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(Begin);
        json.WriteNumberValue(End);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static long BytesOf(ScalarType type, long[] shape) => shape.Aggregate(
        (long)Array.Find(Types, known => known.Type == type).Size, (bytes, length) => checked(bytes * length));
}
