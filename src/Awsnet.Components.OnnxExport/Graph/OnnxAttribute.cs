using Awsnet.Components.Onnx;
using Google.Protobuf;
using static Awsnet.Components.Onnx.AttributeProto.Types;

namespace Awsnet.Components;

/// <summary>A setting of an ONNX node, for example the axis of a softmax.</summary>
/// <example><code>OnnxAttribute.Of("axis", 1)</code></example>
public sealed class OnnxAttribute
{
    private OnnxAttribute(AttributeProto proto) => Proto = proto;

    internal AttributeProto Proto { get; }

    /// <summary>A whole number.</summary>
    /// <param name="name">As the operator calls it.</param>
    /// <param name="value">Any.</param>
    public static OnnxAttribute Of(string name, long value) => new(new() { Name = name, Type = AttributeType.Int, I = value });

    /// <summary>A number.</summary>
    /// <param name="name">As the operator calls it.</param>
    /// <param name="value">Any.</param>
    public static OnnxAttribute Of(string name, float value) => new(new() { Name = name, Type = AttributeType.Float, F = value });

    /// <summary>A text.</summary>
    /// <param name="name">As the operator calls it.</param>
    /// <param name="value">Any.</param>
    public static OnnxAttribute Of(string name, string value) =>
        new(new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) });

    /// <summary>Several whole numbers.</summary>
    /// <param name="name">As the operator calls it.</param>
    /// <param name="values">Any.</param>
    public static OnnxAttribute Of(string name, ReadOnlySpan<long> values) =>
        new(new() { Name = name, Type = AttributeType.Ints, Ints = { values.ToArray() } });
}
