using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Modules;

/// <summary>Normalises each feature over the batch; statistics of the batch in training, running ones otherwise.</summary>
public abstract class BatchNorm : NormBase
{
    private protected BatchNorm(
        long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        double share = momentum ?? 0;
        if (training && num_batches_tracked is { } batches)
        {
            batches.add_(1);
            // Without a momentum the running statistics are the plain mean over all batches so far.
            if (momentum is null) share = 1.0 / batches.item<long>();
        }
        bool batchStatistics = training || (running_mean is null && running_var is null);
        return F.batch_norm(input, running_mean, running_var, weight, bias, batchStatistics, share, eps);
    }
}
