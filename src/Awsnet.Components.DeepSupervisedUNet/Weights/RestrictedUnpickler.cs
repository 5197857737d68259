using System.Buffers.Binary;
using System.Text;

namespace Awsnet.Components;

/// <summary>
/// A pickle machine that builds tensors' descriptions, dictionaries, lists, tuples and plain values, and can do nothing
/// else: the only calls it knows are PyTorch's two ways to rebuild a tensor and an empty OrderedDict.
/// </summary>
internal sealed class RestrictedUnpickler(byte[] pickle, int start = 0)
{
    private static readonly object Mark = new();
    private readonly List<object?> stack = [];
    private readonly Dictionary<int, object?> memo = [];
    private int position = start;

    /// <summary>Where the pickle ends: after <see cref="Read"/>, what follows it begins here.</summary>
    public int Position => position;

    /// <summary>The storages that the pickle refers to, by key.</summary>
    public Dictionary<string, PickledStorage> Storages { get; } = [];

    /// <summary>The value that the pickle describes.</summary>
    public object? Read()
    {
        while (true)
        {
            byte code = Take(1)[0];
            if (code == (byte)'.')
                return Pop();
            Execute((char)code);
        }
    }

    private void Execute(char code)
    {
        switch (code)
        {
            case '\x80': Take(1); break;                                            // PROTO
            case '\x95': Take(8); break;                                            // FRAME
            case '(': Push(Mark); break;
            case 'N': Push(null); break;
            case '\x88': Push(true); break;
            case '\x89': Push(false); break;
            case 'K': Push((long)Take(1)[0]); break;                                // BININT1
            case 'M': Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
            case 'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case '\x8a': Push(ReadLong(Take(Take(1)[0]))); break;                   // LONG1
            case 'G': Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
            case 'X': Push(Text(Length(Take(4)))); break;                           // BINUNICODE
            case '\x8c': Push(Text(Take(1)[0])); break;                             // SHORT_BINUNICODE
            case '}': Push(new PickledDictionary()); break;
            case ']': Push(new List<object?>()); break;
            case ')': Push(Array.Empty<object?>()); break;
            case '\x85': Push(PopLast(1)); break;                                   // TUPLE1
            case '\x86': Push(PopLast(2)); break;
            case '\x87': Push(PopLast(3)); break;
            case 't': Push(PopToMark()); break;
            case 's': SetItems(PopLast(2)); break;
            case 'u': SetItems(PopToMark()); break;
            case 'a': Append(PopLast(1)); break;
            case 'e': Append(PopToMark()); break;
            case 'q': memo[Take(1)[0]] = Peek(); break;                             // BINPUT
            case 'r': memo[Length(Take(4))] = Peek(); break;
            case '\x94': memo[memo.Count] = Peek(); break;                          // MEMOIZE
            case 'h': Push(Recall(Take(1)[0])); break;                              // BINGET
            case 'j': Push(Recall(Length(Take(4)))); break;
            case 'c': Push(Global(Line(), Line())); break;
            case '\x93': Push(Global(PopLast(2))); break;                           // STACK_GLOBAL
            case 'Q': Push(Keep(PickledStorage.FromPersistentId(Pop()))); break;    // BINPERSID
            case 'R': Push(Call(PopLast(2))); break;                                // REDUCE
            case 'b': Pop(); break;                                                 // BUILD: an OrderedDict's _metadata, not needed
            default: throw new FormatException($"its pickle has the instruction 0x{(int)code:x2}, which is not allowed here");
        }
    }

    private static object? Call(object?[] call) => call switch
    {
        [PickledGlobal { Module: "collections", Name: "OrderedDict" }, object?[] { Length: 0 }] => new PickledDictionary(),
        [PickledGlobal { Name: "_rebuild_tensor_v2" }, object?[] { Length: >= 4 } arguments] => Tensor(arguments),
        [PickledGlobal { Name: "_rebuild_parameter" }, object?[] { Length: >= 1 } arguments] when arguments[0] is PickledTensor tensor => tensor,
        [PickledGlobal { Module: "torch", Name: "Size" }, object?[] { Length: 1 } arguments] => arguments[0],
        [PickledGlobal global, _] => throw new FormatException($"its pickle calls {global.Module}.{global.Name} in a way that is not allowed here"),
        _ => throw new FormatException("its pickle calls something that is no known function"),
    };

    private static PickledTensor Tensor(object?[] arguments) => arguments is [PickledStorage storage, long offset, object?[] shape, object?[] strides, ..]
        ? new PickledTensor(storage, offset, Numbers(shape), Numbers(strides))
        : throw new FormatException("a tensor is described in a way that is not known here");

    private static long[] Numbers(object?[] values) =>
        [.. values.Select(value => value is long number ? number : throw new FormatException("a tensor's shape or strides are no whole numbers"))];

    private static PickledGlobal Global(object?[] names) => names is [string module, string name]
        ? Global(module, name)
        : throw new FormatException("its pickle refers to a name that is no text");

    private static PickledGlobal Global(string module, string name)
    {
        bool allowed = (module, name) is ("collections", "OrderedDict") or ("torch", "Size")
            or ("torch._utils", "_rebuild_tensor_v2") or ("torch._utils", "_rebuild_parameter")
            || (module == "torch" && PickledStorage.IsKind(name));
        return allowed ? new PickledGlobal(module, name)
            : throw new FormatException($"its pickle asks for {module}.{name}; only tensors and plain values are read, so save a plain state_dict");
    }

    private void SetItems(object?[] items)
    {
        if (Peek() is not PickledDictionary dictionary || items.Length % 2 != 0)
            throw new FormatException("its pickle sets items of something that is no dictionary");
        for (int i = 0; i < items.Length; i += 2)
            dictionary.Items.Add(new(items[i], items[i + 1]));
    }

    private void Append(object?[] items)
    {
        if (Peek() is not List<object?> list)
            throw new FormatException("its pickle appends to something that is no list");
        list.AddRange(items);
    }

    private PickledStorage Keep(PickledStorage storage) => !Storages.TryGetValue(storage.Key, out var known) || known == storage
        ? Storages[storage.Key] = storage
        : throw new FormatException($"its tensor data {storage.Key} is described in two ways");

    private void Push(object? value) => stack.Add(value);

    private object? Peek() => stack.Count > 0 ? stack[^1] : throw new FormatException("its pickle takes more than it put");

    private object? Pop()
    {
        object? top = Peek();
        stack.RemoveAt(stack.Count - 1);
        return top;
    }

    private object?[] PopLast(int count)
    {
        if (stack.Count < count)
            throw new FormatException("its pickle takes more than it put");
        object?[] last = [.. stack[^count..]];
        stack.RemoveRange(stack.Count - count, count);
        return last;
    }

    private object?[] PopToMark()
    {
        int mark = stack.LastIndexOf(Mark);
        if (mark < 0)
            throw new FormatException("its pickle takes more than it put");
        object?[] items = [.. stack[(mark + 1)..]];
        stack.RemoveRange(mark, stack.Count - mark);
        return items;
    }

    private object? Recall(int key) => memo.TryGetValue(key, out object? value) ? value : throw new FormatException("its pickle recalls what it never kept");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > pickle.Length - position)
            throw new FormatException("its pickle is cut short");
        ReadOnlySpan<byte> taken = pickle.AsSpan(position, count);
        position += count;
        return taken;
    }

    private string Text(int length) => Encoding.UTF8.GetString(Take(length));

    private string Line()
    {
        int end = Array.IndexOf(pickle, (byte)'\n', position);
        if (end < 0)
            throw new FormatException("its pickle is cut short");
        string line = Text(end - position);
        position = end + 1;
        return line;
    }

    private static int Length(ReadOnlySpan<byte> bytes)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return length <= int.MaxValue ? (int)length : throw new FormatException("its pickle is cut short");
    }

    private static long ReadLong(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > sizeof(long))
            throw new FormatException("its pickle has a whole number beyond 64 bits");
        long value = bytes.Length > 0 && (bytes[^1] & 0x80) != 0 ? -1 : 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
            value = value << 8 | bytes[i];
        return value;
    }
}
