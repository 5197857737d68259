namespace Awsnet.Components.Tests;

/// <summary>The logits and targets that loss_peer.py makes too.</summary>
internal static class Data
{
    public static Tensor Logits => 3 * Formula.Tensor("logits", 2, 3, 4, 5);

    public static Tensor Labels => Formula.Labels("labels", 3, 2, 4, 5);

    public static Tensor Probabilities => Formula.Tensor("soft", 2, 3, 4, 5).softmax(1);

    public static Tensor BinaryLogits => 3 * Formula.Tensor("binary", 2, 1, 4, 5);

    public static Tensor BinaryLabels => Formula.Labels("binary labels", 2, 2, 4, 5);

    public static double Value(Tensor scalar) => scalar.to(ScalarType.Float64).ToDouble();
}
