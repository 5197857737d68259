namespace Awsnet.Components;

/// <summary>Says what a skip gate of your own computes, so that networks with it can be written as ONNX.</summary>
/// <example>
/// A gate α · skip with α = σ(conv(feature)):
/// <code>
/// string weight = graph.Add("Sigmoid", [graph.Convolve(feature, mine.Projection)]);
/// return graph.Add("Mul", [weight, skip]);
/// </code>
/// </example>
public interface IOnnxGateWriter
{
    /// <summary>Adds the nodes of one gate, as it is at inference.</summary>
    /// <param name="graph">Where to add them.</param>
    /// <param name="gate">The gate, a module made by <see cref="DeepSupervisedUNetOptions.SkipGate"/>.</param>
    /// <param name="skip">Name of the encoder's feature, float32 [N, skip channels, H, W], or [N, skip channels, D, H, W] in 3-D.</param>
    /// <param name="feature">Name of the decoder's feature, float32 [N, gate channels, H, W] or [N, gate channels, D, H, W].</param>
    /// <returns>Name of the weighed skip, with the skip's shape; <see langword="null"/> for a gate that this writer does not
    /// know.</returns>
    string? Write(OnnxGraph graph, nn.Module<Tensor, Tensor, Tensor> gate, string skip, string feature);
}
