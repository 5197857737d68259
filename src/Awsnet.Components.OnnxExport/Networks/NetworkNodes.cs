using TorchSharp.Modules;

namespace Awsnet.Components;

/// <summary>The graph of a <see cref="SupervisedNetwork"/>: what it does at inference, in the same order.</summary>
internal abstract class NetworkNodes
{
    private readonly Dictionary<string, nn.Module> modules;
    private readonly SupervisedNetworkOptions shape;
    private readonly OnnxExportOptions options;
    private readonly int heads;
    private readonly string[] axes;

    protected NetworkNodes(SupervisedNetwork network, SupervisedNetworkOptions shape, OnnxGraph graph, OnnxExportOptions options)
    {
        modules = network.named_modules().ToDictionary(child => child.name, child => child.module);
        heads = network.Heads;
        this.shape = shape;
        this.options = options;
        axes = shape.SpatialDimensions == 2 ? ["height", "width"] : ["depth", "height", "width"];
        Graph = graph;
    }

    protected OnnxGraph Graph { get; }

    public static NetworkNodes Of(SupervisedNetwork network, OnnxGraph graph, OnnxExportOptions options) => network switch
    {
        DeepSupervisedUNet unet => new DeepSupervisedUNetNodes(unet, graph, options),
        NestedUNet nested => new NestedUNetNodes(nested, graph, options),
        _ => throw new NotSupportedException(
            $"A {network.GetType().Name} cannot be written as ONNX; a DeepSupervisedUNet or a NestedUNet can."),
    };

    public void Write()
    {
        int[] wanted = [.. Enumerable.Range(0, heads).Where(head => options.Heads.Includes(head, heads))];
        Graph.Reserve(options.InputName);
        foreach (int head in wanted)
            Graph.Reserve(NameOf(head));
        Graph.AddInput(options.InputName, $"float32 [batch, {shape.InputChannels}, {string.Join(", ", axes)}]", shape.InputChannels, axes);

        Graph.Enter("size");
        string size = Graph.Add("Shape", [options.InputName], OnnxAttribute.Of("start", 2));
        string padded = PadToMultiple(options.InputName, size);
        string?[] features = new string?[heads];
        Decode(padded, (head, feature) => features[head] = feature);
        foreach (int head in wanted)
            WriteHead(head, features[head]!, size);
    }

    /// <summary>Adds the network up to its heads and says what each supervises, 0 being the deepest.</summary>
    protected abstract void Decode(string image, Action<int, string> supervise);

    protected TModule Module<TModule>(string name) where TModule : nn.Module => (TModule)modules[name];

    /// <summary>(Convolution, normalization, ReLU) twice.</summary>
    protected string Block(string part, string input)
    {
        Graph.Enter(part);
        return Layer(part, 2, Layer(part, 1, input));
    }

    /// <summary>The pooling between a level and the next.</summary>
    protected string Pool(string part, int level, string input)
    {
        Graph.Enter(part);
        long[] factors = shape.PoolingAt(level);
        return Graph.Add("MaxPool", [input], OnnxAttribute.Of("kernel_shape", factors), OnnxAttribute.Of("strides", factors));
    }

    /// <summary>Bilinear or trilinear with aligned corners, each axis by its factor.</summary>
    protected string Enlarge(string input, long[] factors) => Graph.Add(
        "Resize",
        [input, "", Graph.Constant(tensor((float[])[1, 1, .. factors.Select(factor => (float)factor)]))],
        OnnxAttribute.Of("mode", "linear"),
        OnnxAttribute.Of("coordinate_transformation_mode", "align_corners"));

    private string Layer(string part, int number, string input)
    {
        var convolution = Module<Convolution>($"{part}.convolution{number}");
        var normalization = Module<nn.Module<Tensor, Tensor>>($"{part}.normalization{number}");
        return Graph.Add("Relu", [Graph.Convolve(input, convolution, normalization)]);
    }

    /// <summary>Zeros behind, below and to the right, up to the next multiple m of the poolings: (m − size mod m) mod m of them.</summary>
    private string PadToMultiple(string image, string size)
    {
        // One number for all axes where they have the same.
        long[] multiples = shape.StrideAt(shape.Depth);
        string multiple = Graph.Constant(multiples.Distinct().Count() == 1 ? multiples[..1] : multiples);
        string missing = Graph.Add("Mod", [Graph.Add("Sub", [multiple, Graph.Add("Mod", [size, multiple])]), multiple]);
        string pads = Graph.Add("Concat", [Graph.Constant(new long[axes.Length + 4]), missing], OnnxAttribute.Of("axis", 0));
        return Graph.Add("Pad", [image, pads]);
    }

    /// <summary>Projection, enlargement to the padded size, the part that belongs to the image.</summary>
    private void WriteHead(int head, string feature, string size)
    {
        int level = heads - 1 - head;
        Graph.Enter($"heads.{head}");
        string projected = Graph.Convolve(feature, Module<Convolution>($"heads.{head}"));
        string padded = level == 0 ? projected : Enlarge(projected, shape.StrideAt(level));
        long[] cut = [.. axes.Select((_, axis) => 2L + axis)];
        ReadOnlySpan<string> crop = [padded, Graph.Constant(new long[axes.Length]), size, Graph.Constant(cut)];
        string name = NameOf(head), kind = options.Probabilities ? "probabilities" : "logits";
        string description = $"float32 [batch, {shape.Classes}, {string.Join(", ", axes)}]: {kind} of the " +
            $"{(level == 0 ? "final head" : $"head of level {level}")}";
        if (!options.Probabilities)
            Graph.AddOutput(name, description, shape.Classes, axes, "Slice", crop);
        else if (shape.Classes == 1)
            Graph.AddOutput(name, description, shape.Classes, axes, "Sigmoid", [Graph.Add("Slice", crop)]);
        else
            Graph.AddOutput(name, description, shape.Classes, axes, "Softmax", [Graph.Add("Slice", crop)], OnnxAttribute.Of("axis", 1));
    }

    private string NameOf(int head) => head == heads - 1 ? options.ResolvedOutputName : $"{options.ResolvedOutputName}_{head}";
}
