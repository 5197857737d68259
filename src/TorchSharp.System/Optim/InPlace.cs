using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The in-place updates that optimisers consist of, without objects made for their numbers.</summary>
internal static class InPlace
{
    private static readonly Operator mul = new("mul_", "Scalar", "self other");
    private static readonly Operator div = new("div_", "Scalar", "self other");
    private static readonly Operator addNumber = new("add_", "Scalar", "self other");
    private static readonly Operator add = new("add_", "Tensor", "self other alpha");
    private static readonly Operator addcmul = new("addcmul_", "", "self tensor1 tensor2 value");
    private static readonly Operator addcdiv = new("addcdiv_", "", "self tensor1 tensor2 value");
    private static readonly Operator maximum = new("maximum", "out", "self other out");
    private static readonly Operator addCopy = new("add", "Tensor", "self other alpha");

    public static void Multiply(Tensor tensor, double factor) => mul.Run(tensor, factor);

    public static void Divide(Tensor tensor, double divisor) => div.Run(tensor, divisor);

    public static void Add(Tensor tensor, double number) => addNumber.Run(tensor, number);

    /// <summary>tensor += alpha · other</summary>
    public static void Add(Tensor tensor, Tensor other, double alpha) => add.Run(tensor, other, alpha);

    /// <summary>tensor += value · a · b</summary>
    public static void AddProduct(Tensor tensor, Tensor a, Tensor b, double value) => addcmul.Run(tensor, a, b, value);

    /// <summary>tensor += value · a / b</summary>
    public static void AddQuotient(Tensor tensor, Tensor a, Tensor b, double value) => addcdiv.Run(tensor, a, b, value);

    public static void Maximum(Tensor tensor, Tensor other) => maximum.Run(tensor, other, tensor);

    /// <summary>tensor + alpha · other, in new memory</summary>
    public static Tensor Sum(Tensor tensor, Tensor other, double alpha) => addCopy.Call(tensor, other, alpha);
}
