using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp;

/// <summary>
/// An ATen operator, found by name on first use. <c>arguments</c> names, separated by blanks, the schema arguments that
/// are passed, in the order in which <see cref="Call"/> receives them; all others take the schema's defaults.
/// </summary>
internal sealed unsafe class Operator(string name, string overload, string arguments)
{
    private const int StackWords = 64;
    private readonly int argumentCount = arguments.Length == 0 ? 0 : arguments.Split(' ').Length;
    private nint handle;

    /// <summary>Calls the operator and returns its first tensor.</summary>
    internal torch.Tensor Call(params ReadOnlySpan<Arg> values)
    {
        NativeValue* results;
        int count = Invoke(values, keep: 1, &results);
        if (count == 0 || results->Kind != ValueKind.Tensor)
            throw new InvalidOperationException($"aten::{name} returned no tensor.");
        for (int k = 1; k < count; k++)
            if (results[k].Kind == ValueKind.Tensor) Native.ts_free((nint)results[k].Bits);
        return new torch.Tensor((nint)results->Bits);
    }

    /// <summary>Calls the operator and returns all its tensors; an undefined one is null.</summary>
    internal torch.Tensor[] CallMany(params ReadOnlySpan<Arg> values)
    {
        NativeValue* results;
        int count = Invoke(values, keep: 1, &results);
        var tensors = new torch.Tensor[count];
        for (int k = 0; k < count; k++)
            if (results[k].Kind == ValueKind.Tensor) tensors[k] = new torch.Tensor((nint)results[k].Bits);
        return tensors;
    }

    /// <summary>Calls an operator for its effect: what it returns (in place, an alias of its input) is dropped.</summary>
    internal void Run(params ReadOnlySpan<Arg> values)
    {
        NativeValue* results;
        Invoke(values, keep: 0, &results);
    }

    /// <summary>Calls an operator whose result is a number or a truth value.</summary>
    internal long CallInteger(params ReadOnlySpan<Arg> values)
    {
        NativeValue* results;
        Invoke(values, keep: 1, &results);
        return results->Bits;
    }

    private int Invoke(ReadOnlySpan<Arg> values, int keep, NativeValue** results)
    {
        if (handle == 0) Resolve();
        if (values.Length != argumentCount)
            throw new InvalidOperationException($"aten::{name} is declared with {argumentCount} arguments ({arguments}) but {values.Length} were passed.");

        // Lists and strings are copied beside the arguments: on the stack when they are small, as they nearly always are.
        int words = 0;
        foreach (ref readonly Arg value in values) words += Words(value);
        long* buffer = stackalloc long[Math.Min(words, StackWords)];
        long[]? rented = null;
        if (words > StackWords)
        {
            rented = GC.AllocateUninitializedArray<long>(words, pinned: true);
            buffer = (long*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(rented));
        }

        NativeValue* native = stackalloc NativeValue[values.Length];
        for (int k = 0; k < values.Length; k++)
        {
            ref readonly Arg value = ref values[k];
            native[k].Kind = value.Kind;
            native[k].Length = 0;
            native[k].Bits = value.Bits;
            if (value.Kind is ValueKind.Tensor or ValueKind.Generator || value.Reference is null) continue;
            native[k].Bits = (long)buffer;
            native[k].Length = Copy(value, buffer);
            buffer += Words(value);
        }

        int count = Native.ts_call(handle, native, keep, results);
        GC.KeepAlive(rented);
        foreach (ref readonly Arg value in values) GC.KeepAlive(value.Reference);
        return count < 0 ? throw new ExternalException($"{name}: {Native.LastError}") : count;
    }

    private static int Words(in Arg value) => value.Kind switch
    {
        ValueKind.IntList or ValueKind.DoubleList or ValueKind.BoolList or ValueKind.TensorList or ValueKind.OptionalTensorList
            => Unsafe.As<Array>(value.Reference!).Length,
        ValueKind.String => (Encoding.UTF8.GetByteCount((string)value.Reference!) + 7) / 8,
        _ => 0,
    };

    private int Copy(in Arg value, long* buffer)
    {
        switch (value.Reference)
        {
            case long[] integers:
                integers.CopyTo(new Span<long>(buffer, integers.Length));
                return integers.Length;
            case double[] doubles:
                doubles.CopyTo(new Span<double>(buffer, doubles.Length));
                return doubles.Length;
            case bool[] flags:
                for (int k = 0; k < flags.Length; k++) buffer[k] = flags[k] ? 1 : 0;
                return flags.Length;
            case torch.Tensor?[] tensors:
                for (int k = 0; k < tensors.Length; k++)
                {
                    if (tensors[k] is null && value.Kind == ValueKind.TensorList)
                        throw new ArgumentNullException($"tensors[{k}]", $"aten::{name}: the tensor at index {k} is null.");
                    buffer[k] = tensors[k]?.Handle ?? 0;
                }
                return tensors.Length;
            case string text:
                return Encoding.UTF8.GetBytes(text, new Span<byte>(buffer, Encoding.UTF8.GetByteCount(text)));
            default:
                throw new InvalidOperationException($"aten::{name}: {value.Reference!.GetType()} cannot be passed.");
        }
    }

    private void Resolve()
    {
        Native.EnsureLoaded();
        fixed (byte* n = Encoding.UTF8.GetBytes("aten::" + name + '\0'))
        fixed (byte* o = Encoding.UTF8.GetBytes(overload + '\0'))
        fixed (byte* a = Encoding.UTF8.GetBytes(arguments + '\0'))
            handle = Native.Check(Native.ts_operator(n, o, a));
    }
}
