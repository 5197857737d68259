using TorchSharp.Modules;

namespace Awsnet.Components;

/// <summary>The graph of a <see cref="PixelAttentionGate"/>, Eqs. 10 and 11. Inside a network its two features are of one size.</summary>
internal sealed class PixelAttentionGateNodes : IOnnxGateWriter
{
    public string? Write(OnnxGraph graph, nn.Module<Tensor, Tensor, Tensor> gate, string skip, string feature)
    {
        if (gate is not PixelAttentionGate)
            return null;
        Dictionary<string, nn.Module> parts = gate.named_children().ToDictionary(child => child.name, child => child.module);
        string wanted = Project("gate", feature), offered = Project("skip", skip);
        string agreement = graph.Add("Relu", [graph.Add("Add", [offered, wanted])]);
        string attention = graph.Add("Sigmoid", [Project("attention", agreement)]);
        return graph.Add("Mul", [attention, skip]);

        string Project(string what, string input) =>
            graph.Convolve(input, (Convolution)parts[$"{what}Projection"], (nn.Module<Tensor, Tensor>)parts[$"{what}Normalization"]);
    }
}
