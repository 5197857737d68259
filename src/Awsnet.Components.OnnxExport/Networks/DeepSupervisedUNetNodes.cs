using TorchSharp.Modules;

namespace Awsnet.Components;

/// <summary>The graph of a <see cref="DeepSupervisedUNet"/>.</summary>
internal sealed class DeepSupervisedUNetNodes(DeepSupervisedUNet network, OnnxGraph graph, OnnxExportOptions options)
    : NetworkNodes(network, network.Options, graph, options)
{
    private readonly DeepSupervisedUNetOptions shape = network.Options;
    private readonly int heads = network.Heads;
    private readonly IOnnxGateWriter[] gateWriters =
        [.. options.GateWriter is { } own ? [own] : Array.Empty<IOnnxGateWriter>(), new PixelAttentionGateNodes()];

    protected override void Decode(string image, Action<int, string> supervise)
    {
        var skips = new string[shape.Depth];
        string feature = image;
        for (int level = 0; level <= shape.Depth; level++)
        {
            string part = $"encoder.{level}";
            feature = Block(part, level == 0 ? image : Pool(part, level - 1, feature));
            if (level < shape.Depth)
                skips[level] = feature;
        }
        for (int step = 0; step < shape.Depth; step++)
        {
            int level = shape.Depth - 1 - step;
            string up = Up($"up.{step}", level, feature);
            string weighed = shape.SkipGate is null ? skips[level] : Gate(step, level, skips[level], up);
            Graph.Enter($"decoder.{step}");
            feature = Block($"decoder.{step}", Graph.Add("Concat", [weighed, up], OnnxAttribute.Of("axis", 1)));
            if (level < heads)
                supervise(heads - 1 - level, feature);
        }
    }

    private string Up(string part, int level, string input)
    {
        Graph.Enter(part);
        NearestAxis[] axes = [.. shape.KernelAt(level).Zip(shape.PoolingAt(level), (taps, factor) => new NearestAxis(taps, factor))];
        var convolution = Module<Convolution>($"{part}.convolution");
        var normalization = Module<nn.Module<Tensor, Tensor>>($"{part}.normalization");
        string enlarged = convolution.transposed
            ? Graph.Convolve(input, convolution, normalization)
            : Graph.ConvolveNearest(input, convolution, normalization, axes, shape.Widths[level]);
        return Graph.Add("Relu", [enlarged]);
    }

    private string Gate(int step, int level, string skip, string feature)
    {
        var gate = Module<nn.Module<Tensor, Tensor, Tensor>>($"gates.{step}");
        foreach (IOnnxGateWriter writer in gateWriters)
        {
            Graph.Enter($"gates.{step}");
            if (writer.Write(Graph, gate, skip, feature) is { } weighed)
                return Graph.Given(weighed, writer);
        }
        throw new NotSupportedException(
            $"The gate on the skip of level {level} (gates.{step}) is a {gate.GetType().FullName}, and what it computes is not known here. "
            + $"Say it by an {nameof(IOnnxGateWriter)} in {nameof(OnnxExportOptions)}.{nameof(OnnxExportOptions.GateWriter)}.");
    }
}
