using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Modules;

/// <summary>Normalises each feature of each sample over its own space.</summary>
public abstract class InstanceNorm : NormBase
{
    private protected InstanceNorm(
        long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    /// <summary>The dimensions of an input with a batch; one without has one less.</summary>
    protected abstract long GetNumberOfBatchDimensions();

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        if (input.dim() == GetNumberOfBatchDimensions()) return Normalise(input);
        using Tensor batch = input.unsqueeze(0);
        using Tensor result = Normalise(batch);
        return result.squeeze(0);
    }

    private Tensor Normalise(Tensor input) =>
        F.instance_norm(input, running_mean, running_var, weight, bias, training || !track_running_stats, momentum ?? 0, eps);
}
