using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>One argument or result as it crosses the native boundary; mirrors <c>struct Value</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    public ValueKind Kind;
    public int Length;
    public long Bits;
}
