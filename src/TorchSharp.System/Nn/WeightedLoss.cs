using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A criterion whose classes or elements carry weights, which move with the module.</summary>
public abstract class WeightedLoss<T1, T2, TResult> : Loss<T1, T2, TResult>
{
    public WeightedLoss(Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean) : base(reduction)
    {
        register_buffer(nameof(weight), weight);
        this.weight = weight;
    }

    public Tensor? weight { get; }
}
