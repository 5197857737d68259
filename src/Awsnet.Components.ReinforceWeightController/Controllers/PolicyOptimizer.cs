namespace Awsnet.Components;

/// <summary>Adam, ascending, on the policy's parameters.</summary>
public sealed record PolicyOptimizer
{
    /// <summary>Step size.</summary>
    /// <value>0 or more; 0 leaves the policy as it is. Default 0.05; 0.001 in the paper.</value>
    public double LearningRate
    {
        get;
        init => field = Option.InRange(value, value >= 0 && double.IsFinite(value), "0 or more and finite");
    } = 0.05;

    /// <summary>Decay of the mean of gradients.</summary>
    /// <value>In [0, 1). Default 0.9. With this and <see cref="Beta2"/> 0 each step is the gradient's sign.</value>
    public double Beta1 { get; init => field = Option.InRange(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.9;

    /// <summary>Decay of the mean of squared gradients.</summary>
    /// <value>In [0, 1). Default 0.999.</value>
    public double Beta2 { get; init => field = Option.InRange(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.999;

    /// <summary>Added to the root of the second moment.</summary>
    /// <value>Above 0. Default 1e-8.</value>
    public double Epsilon { get; init => field = Option.InRange(value, value > 0 && double.IsFinite(value), "above 0 and finite"); } = 1e-8;
}
