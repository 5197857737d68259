using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Utils;

/// <summary>The elements of a CPU tensor as .NET values, in row-major order whatever the tensor's strides.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor tensor;
    private readonly long[] shape;
    private readonly long[] strides;

    internal TensorAccessor(torch.Tensor tensor)
    {
        this.tensor = tensor;
        shape = tensor.shape;
        strides = tensor.stride();
        Count = tensor.numel();
    }

    public long Count { get; }

    public bool IsReadOnly => false;

    /// <summary>One element by its indices; one index alone counts in row-major order.</summary>
    public T this[params long[] indices]
    {
        get => Reference(Offset(indices));
        set => Reference(Offset(indices)) = value;
    }

    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public unsafe void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        long count = Require(array.Length, arrayIndex, tensorIndex);
        if (tensor.is_contiguous())
        {
            if (count > 0) MemoryMarshal.CreateReadOnlySpan(ref Reference(tensorIndex), checked((int)count)).CopyTo(array[arrayIndex..]);
        }
        else
        {
            for (long k = 0; k < count; k++) array[arrayIndex + (int)k] = At(tensorIndex + k);
        }
        GC.KeepAlive(tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        int count = array.Length - arrayIndex;
        if (arrayIndex < 0 || count < 0 || tensorIndex < 0 || tensorIndex + count > Count)
            throw new ArgumentException($"{count} elements from position {tensorIndex} do not fit a tensor of {Count} elements.");
        for (int k = 0; k < count; k++) Reference(Linear(tensorIndex + k)) = array[arrayIndex + k];
        GC.KeepAlive(tensor);
    }

    public Array ToNDArray()
    {
        var array = Array.CreateInstance(typeof(T), shape);
        T[] flat = ToArray();
        Span<T> target = MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), flat.Length);
        flat.CopyTo(target);
        return array;
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long k = 0; k < Count; k++) yield return At(k);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() { }

    /// <summary>The element at a row-major position.</summary>
    internal T At(long position)
    {
        if (position < 0 || position >= Count)
            throw new ArgumentOutOfRangeException(nameof(position), position, $"The tensor has {Count} elements.");
        return Reference(Linear(position));
    }

    private unsafe ref T Reference(long offset)
    {
        if (Count == 0) return ref Unsafe.NullRef<T>();
        return ref Unsafe.AsRef<T>((T*)tensor.Data() + offset);
    }

    private long Require(int length, int arrayIndex, long tensorIndex)
    {
        long count = Count - tensorIndex;
        if (arrayIndex < 0 || tensorIndex < 0 || count < 0 || count > length - arrayIndex)
            throw new ArgumentException($"{count} elements do not fit an array of {length} from position {arrayIndex}.");
        return count;
    }

    private long Linear(long position)
    {
        long offset = 0;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            offset += position % shape[d] * strides[d];
            position /= shape[d];
        }
        return offset;
    }

    private long Offset(long[] indices)
    {
        if (indices.Length == 1 && shape.Length != 1)
        {
            if (indices[0] < 0 || indices[0] >= Count) throw new ArgumentOutOfRangeException(nameof(indices), indices[0], $"The tensor has {Count} elements.");
            return Linear(indices[0]);
        }
        if (indices.Length != shape.Length)
            throw new ArgumentException($"The tensor has {shape.Length} dimensions, but {indices.Length} indices were given.", nameof(indices));
        long offset = 0;
        for (int d = 0; d < indices.Length; d++)
        {
            if (indices[d] < 0 || indices[d] >= shape[d])
                throw new ArgumentOutOfRangeException(nameof(indices), indices[d], $"Dimension {d} has {shape[d]} elements.");
            offset += indices[d] * strides[d];
        }
        return offset;
    }
}
