using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor that a module learns. It takes its data over: the tensor given is no longer usable.</summary>
public class Parameter : Tensor
{
    public Parameter(Tensor data, bool requires_grad = true) : base(Take(data, requires_grad))
    {
    }

    private static IntPtr Take(Tensor data, bool requires_grad)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.is_leaf)
        {
            data.requires_grad_(requires_grad);
            return data.DecoupleFromNativeHandle();
        }
        using (data)
        {
            return data.detach().requires_grad_(requires_grad).DecoupleFromNativeHandle();
        }
    }
}
