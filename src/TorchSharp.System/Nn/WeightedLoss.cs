using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A criterion whose classes or elements carry weights. The weights stay the caller's: they are neither moved nor disposed.</summary>
public abstract class WeightedLoss<T1, T2, TResult> : Loss<T1, T2, TResult>
{
    public WeightedLoss(Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean) : base(reduction) => this.weight = weight;

    public Tensor? weight { get; }
}
