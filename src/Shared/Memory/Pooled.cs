using System.Buffers;

namespace Awsnet.Components;

/// <summary>An array from the shared pool, given back on disposal. Its content is undefined until written.</summary>
internal readonly struct Pooled<T> : IDisposable
{
    private readonly T[] array;
    private readonly int length;

    public Pooled(int length)
    {
        array = ArrayPool<T>.Shared.Rent(length);
        this.length = length;
    }

    public Span<T> Span => array.AsSpan(0, length);

    public void Dispose() => ArrayPool<T>.Shared.Return(array);
}
