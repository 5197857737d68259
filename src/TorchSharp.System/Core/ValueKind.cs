namespace TorchSharp;

/// <summary>What a <see cref="NativeValue"/> holds; mirrors <c>enum Tag</c>.</summary>
internal enum ValueKind
{
    None, Tensor, Int, Double, Bool, IntList, TensorList, OptionalTensorList, String, Device, DoubleList, BoolList, Generator,
}
