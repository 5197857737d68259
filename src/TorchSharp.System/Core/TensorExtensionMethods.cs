namespace TorchSharp;

public static class TensorExtensionMethods
{
    public static bool ToBoolean(this torch.Tensor value) => value.item<bool>();
    public static byte ToByte(this torch.Tensor value) => value.item<byte>();
    public static sbyte ToSByte(this torch.Tensor value) => value.item<sbyte>();
    public static short ToInt16(this torch.Tensor value) => value.item<short>();
    public static int ToInt32(this torch.Tensor value) => value.item<int>();
    public static long ToInt64(this torch.Tensor value) => value.item<long>();
    public static float ToSingle(this torch.Tensor value) => value.item<float>();
    public static double ToDouble(this torch.Tensor value) => value.item<double>();

    /// <summary>A copy of an array as a tensor of the given shape.</summary>
    public static torch.Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        torch.Tensor flat = torch.from_array(rawArray);
        long wanted = 1;
        foreach (long extent in dimensions) wanted = checked(wanted * extent);
        if (wanted != rawArray.LongLength)
        {
            flat.Dispose();
            throw new ArgumentException($"The shape [{string.Join(", ", dimensions)}] asks for {wanted} elements, but the array has {rawArray.LongLength}.", nameof(dimensions));
        }
        using (flat)
        {
            torch.Tensor shaped = flat.view(dimensions);
            return requires_grad ? shaped.requires_grad_() : shaped;
        }
    }

    /// <summary>The size of one element in bytes.</summary>
    public static int ElementSize(this torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool => 1,
        torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 => 4,
        torch.ScalarType.Int64 or torch.ScalarType.Float64 or torch.ScalarType.ComplexFloat32 => 8,
        torch.ScalarType.ComplexFloat64 => 16,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
    };

    /// <summary>The number of elements of a shape.</summary>
    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (product, extent) => checked(product * extent));
}
