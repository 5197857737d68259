using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor(bool scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromNet<bool>([scalar], [], dtype, device, requires_grad, null);
    public static Tensor tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<bool>(rawArray, [rawArray.Length], dtype, device, requires_grad, names);
    public static Tensor tensor(bool[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<bool>(rawArray, dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(bool[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<bool>(Flat<bool>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(bool[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<bool>(Flat<bool>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(bool[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<bool>(Flat<bool>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(IList<bool> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<bool>(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad, names);
    public static Tensor tensor(IList<bool> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<bool>(rawArray.ToArray(), dimensions, dtype, device, requires_grad, names);
    public static Tensor as_tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null) => FromNet<bool>(rawArray, [rawArray.Length], dtype, device, false, null);

    public static Tensor tensor(byte scalar, Device? device = null, bool requires_grad = false) => FromNet<byte>([scalar], [], null, device, requires_grad, null);
    public static Tensor tensor(byte[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<byte>(rawArray, [rawArray.Length], dtype, device, requires_grad, names);
    public static Tensor tensor(byte[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<byte>(rawArray, dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(byte[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<byte>(Flat<byte>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(byte[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<byte>(Flat<byte>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(byte[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<byte>(Flat<byte>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(IList<byte> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<byte>(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad, names);
    public static Tensor tensor(IList<byte> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<byte>(rawArray.ToArray(), dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(Memory<byte> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<byte>(rawArray.Span, dimensions, dtype, device, requires_grad, names);
    public static Tensor as_tensor(byte[] rawArray, ScalarType? dtype = null, Device? device = null) => FromNet<byte>(rawArray, [rawArray.Length], dtype, device, false, null);

    public static Tensor tensor(sbyte scalar, Device? device = null, bool requires_grad = false) => FromNet<sbyte>([scalar], [], null, device, requires_grad, null);
    public static Tensor tensor(sbyte[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<sbyte>(rawArray, [rawArray.Length], dtype, device, requires_grad, names);
    public static Tensor tensor(sbyte[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<sbyte>(rawArray, dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(sbyte[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<sbyte>(Flat<sbyte>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(sbyte[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<sbyte>(Flat<sbyte>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(sbyte[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<sbyte>(Flat<sbyte>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(IList<sbyte> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<sbyte>(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad, names);
    public static Tensor tensor(IList<sbyte> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<sbyte>(rawArray.ToArray(), dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(Memory<sbyte> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<sbyte>(rawArray.Span, dimensions, dtype, device, requires_grad, names);
    public static Tensor as_tensor(sbyte[] rawArray, ScalarType? dtype = null, Device? device = null) => FromNet<sbyte>(rawArray, [rawArray.Length], dtype, device, false, null);

    public static Tensor tensor(short scalar, Device? device = null, bool requires_grad = false) => FromNet<short>([scalar], [], null, device, requires_grad, null);
    public static Tensor tensor(short[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<short>(rawArray, [rawArray.Length], dtype, device, requires_grad, names);
    public static Tensor tensor(short[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<short>(rawArray, dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(short[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<short>(Flat<short>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(short[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<short>(Flat<short>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(short[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<short>(Flat<short>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(IList<short> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<short>(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad, names);
    public static Tensor tensor(IList<short> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<short>(rawArray.ToArray(), dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(Memory<short> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<short>(rawArray.Span, dimensions, dtype, device, requires_grad, names);
    public static Tensor as_tensor(short[] rawArray, ScalarType? dtype = null, Device? device = null) => FromNet<short>(rawArray, [rawArray.Length], dtype, device, false, null);

    public static Tensor tensor(int scalar, Device? device = null, bool requires_grad = false) => FromNet<int>([scalar], [], null, device, requires_grad, null);
    public static Tensor tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<int>(rawArray, [rawArray.Length], dtype, device, requires_grad, names);
    public static Tensor tensor(int[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<int>(rawArray, dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(int[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<int>(Flat<int>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(int[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<int>(Flat<int>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(int[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<int>(Flat<int>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(IList<int> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<int>(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad, names);
    public static Tensor tensor(IList<int> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<int>(rawArray.ToArray(), dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(Memory<int> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<int>(rawArray.Span, dimensions, dtype, device, requires_grad, names);
    public static Tensor as_tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null) => FromNet<int>(rawArray, [rawArray.Length], dtype, device, false, null);

    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromNet<long>([scalar], [], dtype, device, requires_grad, null);
    public static Tensor tensor(long[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<long>(dataArray, [dataArray.Length], dtype, device, requires_grad, names);
    public static Tensor tensor(long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<long>(dataArray, dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(long[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<long>(Flat<long>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(long[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<long>(Flat<long>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(long[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<long>(Flat<long>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(IList<long> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<long>(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad, names);
    public static Tensor tensor(IList<long> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<long>(rawArray.ToArray(), dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(Memory<long> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<long>(rawArray.Span, dimensions, dtype, device, requires_grad, names);
    public static Tensor as_tensor(long[] rawArray, ScalarType? dtype = null, Device? device = null) => FromNet<long>(rawArray, [rawArray.Length], dtype, device, false, null);

    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) => FromNet<float>([scalar], [], null, device, requires_grad, null);
    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<float>(rawArray, [rawArray.Length], dtype, device, requires_grad, names);
    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<float>(rawArray, dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(float[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<float>(Flat<float>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(float[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<float>(Flat<float>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(float[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<float>(Flat<float>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(IList<float> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<float>(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad, names);
    public static Tensor tensor(IList<float> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<float>(rawArray.ToArray(), dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(Memory<float> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<float>(rawArray.Span, dimensions, dtype, device, requires_grad, names);
    public static Tensor as_tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null) => FromNet<float>(rawArray, [rawArray.Length], dtype, device, false, null);

    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromNet<double>([scalar], [], dtype, device, requires_grad, null);
    public static Tensor tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<double>(rawArray, [rawArray.Length], dtype, device, requires_grad, names);
    public static Tensor tensor(double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<double>(rawArray, dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(double[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<double>(Flat<double>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(double[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<double>(Flat<double>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(double[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<double>(Flat<double>(rawArray), Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(IList<double> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<double>(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad, names);
    public static Tensor tensor(Memory<double> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromNet<double>(rawArray.Span, dimensions, dtype, device, requires_grad, names);
    public static Tensor as_tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null) => FromNet<double>(rawArray, [rawArray.Length], dtype, device, false, null);

    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>A copy of an array of any rank.</summary>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        return rawArray switch
        {
            bool[] or bool[,] or bool[,,] or bool[,,,] or bool[,,,,] => FromNet<bool>(Flat<bool>(rawArray), Shape(rawArray), dtype, device, requires_grad, names),
            byte[] or byte[,] or byte[,,] or byte[,,,] or byte[,,,,] => FromNet<byte>(Flat<byte>(rawArray), Shape(rawArray), dtype, device, requires_grad, names),
            sbyte[] or sbyte[,] or sbyte[,,] or sbyte[,,,] or sbyte[,,,,] => FromNet<sbyte>(Flat<sbyte>(rawArray), Shape(rawArray), dtype, device, requires_grad, names),
            short[] or short[,] or short[,,] or short[,,,] or short[,,,,] => FromNet<short>(Flat<short>(rawArray), Shape(rawArray), dtype, device, requires_grad, names),
            int[] or int[,] or int[,,] or int[,,,] or int[,,,,] => FromNet<int>(Flat<int>(rawArray), Shape(rawArray), dtype, device, requires_grad, names),
            long[] or long[,] or long[,,] or long[,,,] or long[,,,,] => FromNet<long>(Flat<long>(rawArray), Shape(rawArray), dtype, device, requires_grad, names),
            float[] or float[,] or float[,,] or float[,,,] or float[,,,,] => FromNet<float>(Flat<float>(rawArray), Shape(rawArray), dtype, device, requires_grad, names),
            double[] or double[,] or double[,,] or double[,,,] or double[,,,,] => FromNet<double>(Flat<double>(rawArray), Shape(rawArray), dtype, device, requires_grad, names),
            _ => throw new NotSupportedException($"Tensors cannot be made from {rawArray.GetType()}."),
        };
    }

    private static long[] Shape(Array array) => Enumerable.Range(0, array.Rank).Select(array.GetLongLength).ToArray();

    /// <summary>The elements of an array of any rank, in row-major order.</summary>
    private static ReadOnlySpan<T> Flat<T>(Array array) where T : unmanaged
        => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    private static Tensor FromNet<T>(ReadOnlySpan<T> source, ReadOnlySpan<long> shape, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) where T : unmanaged
    {
        Unnamed(names);
        Tensor tensor = Tensor.FromSpan(source, shape, TypeOf<T>());
        tensor = tensor.to(dtype ?? tensor.dtype, device ?? defaultDevice, disposeAfter: true);
        return Graded(tensor, requires_grad);
    }
}
