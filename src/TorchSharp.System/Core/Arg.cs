namespace TorchSharp;

/// <summary>A value passed to an <see cref="Operator"/>.</summary>
internal readonly struct Arg
{
    internal readonly object? Reference;
    internal readonly long Bits;
    internal readonly ValueKind Kind;

    private Arg(ValueKind kind, long bits, object? reference = null)
    {
        Kind = kind;
        Bits = bits;
        Reference = reference;
    }

    /// <summary>An optional argument that is not given.</summary>
    internal static Arg None => default;

    internal static Arg OptionalTensors(torch.Tensor?[] tensors) => new(ValueKind.OptionalTensorList, 0, tensors);

    public static implicit operator Arg(torch.Tensor? tensor) => tensor is null ? default : new(ValueKind.Tensor, tensor.Handle, tensor);
    public static implicit operator Arg(torch.Tensor[] tensors) => new(ValueKind.TensorList, 0, tensors);
    public static implicit operator Arg(int value) => new(ValueKind.Int, value);
    public static implicit operator Arg(long value) => new(ValueKind.Int, value);
    public static implicit operator Arg(long? value) => value is null ? default : new(ValueKind.Int, value.Value);
    public static implicit operator Arg(double value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Arg(double? value) => value is null ? default : (Arg)value.Value;
    public static implicit operator Arg(bool value) => new(ValueKind.Bool, value ? 1 : 0);
    public static implicit operator Arg(long[]? values) => values is null ? default : new(ValueKind.IntList, 0, values);
    public static implicit operator Arg(double[]? values) => values is null ? default : new(ValueKind.DoubleList, 0, values);
    public static implicit operator Arg(bool[]? values) => values is null ? default : new(ValueKind.BoolList, 0, values);
    public static implicit operator Arg(string? value) => value is null ? default : new(ValueKind.String, 0, value);
    public static implicit operator Arg(torch.ScalarType type) => new(ValueKind.Int, (long)type);
    public static implicit operator Arg(torch.ScalarType? type) => type is null ? default : new(ValueKind.Int, (long)type.Value);
    public static implicit operator Arg(torch.Device? device) => device is null ? default : new(ValueKind.Device, device.Code);
    public static implicit operator Arg(torch.Generator? generator) => generator is null ? default : new(ValueKind.Generator, generator.Handle, generator);
    public static implicit operator Arg(Scalar? scalar) => scalar is null ? default : new(scalar.Kind, scalar.Bits);
}
