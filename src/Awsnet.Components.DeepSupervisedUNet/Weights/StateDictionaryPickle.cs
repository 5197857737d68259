using System.Buffers.Binary;
using System.Text;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>Writes the pickle of a state dictionary: an OrderedDict of dense tensors, each with a storage of its own, by the instructions that PyTorch uses.</summary>
#pragma warning disable CA1001 // a MemoryStream holds nothing that must be freed
internal sealed class StateDictionaryPickle
{
    private readonly MemoryStream pickle = new();

    private StateDictionaryPickle()
    {
    }

    /// <summary>The pickle; the tensors' numbers belong into storages named 0, 1, 2, …</summary>
    public static byte[] Of(IReadOnlyDictionary<string, Tensor> tensors)
    {
        var writer = new StateDictionaryPickle();
        writer.Put(0x80, 2);
        writer.EmptyOrderedDict();
        writer.Put('(');
        int key = 0;
        foreach ((string name, Tensor tensor) in tensors)
            writer.Entry(name, tensor, key++);
        writer.Put('u', '.');
        return writer.pickle.ToArray();
    }

    private void Entry(string name, Tensor tensor, int key)
    {
        Text(name);
        Global("torch._utils", "_rebuild_tensor_v2");
        Put('(');
        Put('(');
        Text("storage");
        Global("torch", PickledStorage.KindOf(name, tensor.dtype));
        Text($"{key}");
        Text("cpu");
        Number(tensor.NumberOfElements);
        Put('t', 'Q');                  // the tuple is the storage's persistent id
        Number(0);                      // offset
        Numbers(tensor.shape);
        Numbers(DenseStrides(tensor.shape));
        Put(0x89);                      // requires_grad is False
        EmptyOrderedDict();             // no hooks
        Put('t', 'R');
    }

    private static long[] DenseStrides(long[] shape)
    {
        var strides = new long[shape.Length];
        long stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Math.Max(1, shape[axis]);
        }
        return strides;
    }

    private void EmptyOrderedDict()
    {
        Global("collections", "OrderedDict");
        Put(')', 'R');
    }

    private void Numbers(long[] numbers)
    {
        Put('(');
        foreach (long number in numbers)
            Number(number);
        Put('t');
    }

    private void Number(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        if (number <= int.MaxValue)
        {
            Put('J');
            pickle.Write(bytes[..sizeof(int)]);
            return;
        }
        Put(0x8a, sizeof(long));
        pickle.Write(bytes);
    }

    private void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        Put('X');
        pickle.Write(length);
        pickle.Write(bytes);
    }

    private void Global(string module, string name)
    {
        Put('c');
        pickle.Write(Encoding.ASCII.GetBytes($"{module}\n{name}\n"));
    }

    private void Put(params ReadOnlySpan<int> codes)
    {
        foreach (int code in codes)
            pickle.WriteByte((byte)code);
    }
}
