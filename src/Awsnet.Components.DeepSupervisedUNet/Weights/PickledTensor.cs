using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>A view of a storage: what a pickled tensor is until it is built.</summary>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, long[] Shape, long[] Strides)
{
    /// <summary>Copies the view out of its storage.</summary>
    public Tensor Build(ReadOnlySpan<byte> storage)
    {
        long elements = CheckBounds();
        Tensor tensor = empty(Shape, Storage.Type);
        if (elements > 0)
            CopyView(storage, tensor.bytes);
        return tensor;
    }

    private long CheckBounds()
    {
        if (Shape.Length != Strides.Length || Offset < 0 || Array.Exists(Shape, size => size < 0) || Array.Exists(Strides, stride => stride < 0))
            throw new FormatException(Description);
        long elements = Shape.Aggregate(1L, (product, size) => checked(product * size));
        long last = checked(Offset + Shape.Zip(Strides, (size, stride) => checked((size - 1) * stride)).Sum());
        if (elements > 0 && (last >= Storage.Count || elements > Storage.Count))
            throw new FormatException(Description);
        return elements;
    }

    private void CopyView(ReadOnlySpan<byte> storage, Span<byte> target)
    {
        int size = Storage.ElementBytes;
        if (IsContiguous())
        {
            storage.Slice(checked((int)(Offset * size)), target.Length).CopyTo(target);
            return;
        }
        var index = new long[Shape.Length];
        for (int at = 0; at < target.Length; at += size)
        {
            long from = Offset;
            for (int axis = 0; axis < index.Length; axis++)
                from += index[axis] * Strides[axis];
            storage.Slice(checked((int)(from * size)), size).CopyTo(target[at..]);
            for (int axis = index.Length - 1; axis >= 0 && ++index[axis] == Shape[axis]; axis--)
                index[axis] = 0;
        }
    }

    private bool IsContiguous()
    {
        long expected = 1;
        for (int axis = Shape.Length - 1; axis >= 0; axis--)
        {
            if (Shape[axis] != 1 && Strides[axis] != expected)
                return false;
            expected *= Shape[axis];
        }
        return true;
    }

    private string Description =>
        $"a tensor of shape [{string.Join(", ", Shape)}], strides [{string.Join(", ", Strides)}] and offset {Offset} does not lie in its storage of {Storage.Count}";
}
