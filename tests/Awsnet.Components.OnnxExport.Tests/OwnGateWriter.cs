namespace Awsnet.Components.Tests;

internal sealed class OwnGateWriter : IOnnxGateWriter
{
    public string? Write(OnnxGraph graph, nn.Module<Tensor, Tensor, Tensor> gate, string skip, string feature)
    {
        if (gate is not OwnGate own)
            return null;
        string weight = graph.Add("Sigmoid", [graph.Convolve(feature, own.Convolution, own.Normalization)]);
        return graph.Add("Mul", [weight, skip]);
    }
}
