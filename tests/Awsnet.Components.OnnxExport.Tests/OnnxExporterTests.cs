using Awsnet.Components.Onnx;

namespace Awsnet.Components.Tests;

/// <summary>The files themselves, parsed again. That they compute the network's numbers is <see cref="OnnxRuntimeTests"/>.</summary>
public class OnnxExporterTests
{
    public static TheoryData<string> AllCases => [.. ExportCases.Names];

    [Fact]
    public void The_header_says_what_the_file_is()
    {
        using SupervisedNetwork network = Networks.Build(Networks.Gated);
        var metadata = new Dictionary<string, string> { ["mean"] = "0", ["classes"] = "background,myocardium,scar" };
        ModelProto model = Written.Model(network, new() { Description = "Scar", Metadata = metadata });
        model.IrVersion.Should().Be(8);
        model.OpsetImport.Should().ContainSingle().Which.Should().Be(new OperatorSetIdProto { Domain = "", Version = 17 });
        model.ProducerName.Should().Be("Awsnet.Components");
        model.ProducerVersion.Should().MatchRegex(@"^\d+\.\d+\.\d+$");
        model.DocString.Should().Be("Scar");
        model.MetadataProps.Select(entry => $"{entry.Key}: {entry.Value}").Should().Equal("classes: background,myocardium,scar", "mean: 0");
        model.Graph.Name.Should().Be("DeepSupervisedUNet");
        ValueInfoProto input = model.Graph.Input.Should().ContainSingle().Subject, output = model.Graph.Output.Should().ContainSingle()
            .Subject;
        (input.Name, input.Shape()).Should().Be(("image", "batch, 2, height, width"));
        (output.Name, output.Shape()).Should().Be(("logits", "batch, 3, height, width"));
        input.Type.TensorType.ElemType.Should().Be(TensorProto.Types.DataType.Float);
    }

    [Theory]
    [MemberData(nameof(AllCases))]
    public void Every_node_asks_for_what_is_there_and_every_name_is_given_once(string name)
    {
        ExportCase example = ExportCases.Get(name);
        using SupervisedNetwork network = example.Build();
        GraphProto graph = Written.Model(network, example.Export).Graph;
        HashSet<string> given = [.. graph.Input.Select(input => input.Name)], used = [];
        foreach (TensorProto constant in graph.Initializer)
        {
            given.Add(constant.Name).Should().BeTrue();
            constant.RawData.Length.Should()
                .Be((int)constant.Dims.Aggregate(
                constant.DataType == TensorProto.Types.DataType.Float ? 4L : 8L, (bytes, size) => bytes * size));
        }
        foreach (NodeProto node in graph.Node)
        {
            foreach (string input in node.Input.Where(input => input.Length > 0))
            {
                given.Should().Contain(input, $"{node.Name} needs it");
                used.Add(input);
            }
            given.Add(node.Output.Should().ContainSingle().Subject).Should().BeTrue();
        }
        given.Except(used).Should().BeEquivalentTo(graph.Output.Select(output => output.Name), "nothing is computed or kept in vain");
    }

    [Fact]
    public void Batch_normalization_is_fused_and_nothing_but_the_final_head_is_there()
    {
        using SupervisedNetwork network = Networks.Build(Networks.Small);
        ModelProto model = Written.Model(network);
        // Per level: pool (but the first), 2 convolutions with ReLU; per step: up, join, 2 convolutions; one head; padding before, slicing
        // after.
        model.Operations().GroupBy(operation => operation).ToDictionary(group => group.Key, group => group.Count()).Should()
            .Equal(new Dictionary<string, int>
            {
                ["Shape"] = 1,
                ["Mod"] = 2,
                ["Sub"] = 1,
                ["Concat"] = 1 + 2,
                ["Pad"] = 1,
                ["Conv"] = (3 * 2) + (2 * 2) + 1,
                ["Relu"] = (3 * 2) + 2 + (2 * 2),
                ["MaxPool"] = 2,
                ["ConvTranspose"] = 2,
                ["Slice"] = 1,
            });

        // w' = w γ / √(σ² + ε), b' = (b − μ) γ / √(σ² + ε) + β of the first channel.
        Dictionary<string, Tensor> state = network.state_dict();
        double Number(string key) => state[$"encoder.0.{key}"].flatten()[0].ToDouble();
        double scale = Number("normalization1.weight") / Math.Sqrt(Number("normalization1.running_var") + 1e-5);
        model.Numbers("encoder.0/Conv.weight")[0].Should().BeApproximately((float)(Number("convolution1.weight") * scale), 1e-6f);
        double bias = ((Number("convolution1.bias") - Number("normalization1.running_mean")) * scale) + Number("normalization1.bias");
        model.Numbers("encoder.0/Conv.bias")[0].Should().BeApproximately((float)bias, 1e-6f);
    }

    [Fact]
    public void Nearest_up_sampling_and_a_convolution_are_one_transposed_convolution()
    {
        var options = new DeepSupervisedUNetOptions
        {
            InputChannels = 1,
            Classes = 1,
            Widths = [1, 1, 1],
            Normalization = UNetNormalization.None
        };
        using var network = new DeepSupervisedUNet(options);
        using (no_grad())
            network.state_dict()["up.1.convolution.weight"].copy_(tensor(new float[] { 1, 2, 4, 10, 20, 40, 100, 200, 400 }, [1, 1, 3, 3]));
        // An input pixel is seen, by outputs from one before its two copies to one behind, under the taps (2), (1, 2), (0, 1), (0):
        // columns 4, 6, 3, 1 of the units; rows 100s, 110s, 11s, 1s.
        Written.Model(network).Numbers("up.1/ConvTranspose.weight").Should()
            .Equal(400, 600, 300, 100, 440, 660, 330, 110, 44, 66, 33, 11, 4, 6, 3, 1);
    }

    [Fact]
    public void A_network_in_3D_has_a_depth_and_leaves_it_alone_where_it_is_not_pooled()
    {
        using SupervisedNetwork network = Networks.Build(Networks.Stack);
        ModelProto model = Written.Model(network);
        model.Graph.Input[0].Shape().Should().Be("batch, 2, depth, height, width");
        model.Graph.Output[0].Shape().Should().Be("batch, 3, depth, height, width");
        Sizes("encoder.1/MaxPool").Should().Equal(1, 2, 2);
        Sizes("encoder.2/MaxPool").Should().Equal(2, 2, 2);
        Sizes("encoder.0/Conv").Should().Equal(1, 3, 3);
        // By 2 with three taps: four; not at all, with one tap: one.
        Sizes("up.0/ConvTranspose").Should().Equal(4, 4, 4);
        Sizes("up.1/ConvTranspose").Should().Equal(1, 4, 4);

        IEnumerable<long> Sizes(string node) => model.Node(node).Attribute.Single(attribute => attribute.Name == "kernel_shape").Ints;
    }

    [Fact]
    public void One_network_gives_the_same_bytes_whichever_mode_it_is_in_and_stays_as_it_is()
    {
        using var scope = NewDisposeScope();
        using SupervisedNetwork network = Networks.Build(Networks.Gated);
        byte[][] State() => [.. network.state_dict().Values.Select(value => value.detach().contiguous().bytes.ToArray())];
        byte[][] before = State();
        network.train();
        byte[] first = Written.Bytes(network);
        network.training.Should().BeTrue();
        network.eval();
        Written.Bytes(network).Should().Equal(first);
        State().Should().BeEquivalentTo(before, options => options.WithStrictOrdering());
        network.parameters().Should().OnlyContain(parameter => parameter.requires_grad);
    }

    [Fact]
    public void No_tensor_is_left_behind()
    {
        using SupervisedNetwork network = Networks.Build(Networks.Gated);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Written.Bytes(network);
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(before);
    }

    [Fact]
    public void A_file_appears_whole_or_not_at_all()
    {
        using var folder = new TemporaryFolder();
        using SupervisedNetwork network = Networks.Build(Networks.Small);
        string path = folder["network.onnx"];
        File.WriteAllText(path, "what was there");
        Action refused = () => OnnxExporter.Save(path, network, new() { InputName = "" });
        refused.Should().Throw<ArgumentException>();
        File.ReadAllText(path).Should().Be("what was there");
        OnnxExporter.Save(path, network);
        File.ReadAllBytes(path).Should().Equal(Written.Bytes(network));
        Directory.GetFiles(folder.Path).Should().Equal(path);
    }

    [Fact]
    public void Heads_are_outputs_by_their_place()
    {
        using SupervisedNetwork network = Networks.Build(Networks.Small with { Widths = [2, 2, 2, 2] });
        string[] Outputs(OnnxExportOptions options) => [.. Written.Model(network, options).Graph.Output.Select(output => output.Name)];
        Outputs(new() { Heads = HeadSelection.All }).Should().Equal("logits_0", "logits_1", "logits");
        Outputs(new() { Heads = HeadSelection.NonZero([0.5, 0, 0.5]), Probabilities = true }).Should()
            .Equal("probabilities_0", "probabilities");
        Outputs(new() { Heads = HeadSelection.NonZero([0, 1, 0]), OutputName = "found" }).Should().Equal("found_1");
    }

    [Fact]
    public void Inputs_and_outputs_have_the_names_given_even_where_a_node_would_have_them()
    {
        using SupervisedNetwork network = Networks.Build(Networks.Small);
        GraphProto graph = Written.Model(network, new() { InputName = "encoder.0/Conv", OutputName = "size/Shape" }).Graph;
        graph.Input[0].Name.Should().Be("encoder.0/Conv");
        graph.Output[0].Name.Should().Be("size/Shape");
        graph.Node.SelectMany(node => node.Output).Should().OnlyHaveUniqueItems().And.NotContain("encoder.0/Conv");
    }

    [Fact]
    public void Weights_give_way_to_the_names_of_inputs_and_outputs()
    {
        // A weight of the input's name would be what the input is where nothing is given.
        using SupervisedNetwork network = Networks.Build(Networks.Small);
        GraphProto graph = Written.Model(network, new() { InputName = "encoder.0/Conv.weight", OutputName = "encoder.0/Conv.bias" }).Graph;
        graph.Initializer.Select(weight => weight.Name).Concat(graph.Node.SelectMany(node => node.Output))
            .Append(graph.Input[0].Name).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("InputName")]
    [InlineData("OutputName")]
    [InlineData("both named")]
    [InlineData("Heads")]
    [InlineData("Metadata")]
    public void Options_that_cannot_be_used_are_named(string what)
    {
        using SupervisedNetwork network = Networks.Build(Networks.Small);
        OnnxExportOptions options = what switch
        {
            "InputName" => new() { InputName = "" },
            "OutputName" => new() { OutputName = "" },
            "both named" => new() { InputName = "x", OutputName = "x" },
            "Heads" => new() { Heads = default },
            _ => new() { Metadata = new Dictionary<string, string> { ["classes"] = null! } },
        };
        Refused(() => Written.Bytes(network, options), $"*{what}*");
    }

    [Theory]
    [InlineData("encoder.1.convolution2.weight")]
    [InlineData("encoder.1.normalization2.running_var")]
    public void Weights_that_are_not_numbers_are_refused_by_their_name(string name)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using SupervisedNetwork network = Networks.Build(Networks.Small);
        network.state_dict()[name].flatten()[1].fill_(double.NaN);
        Refused(() => Written.Bytes(network), $"The network's {name} has not-a-number in it; load weights of a training that did not *");
    }

    [Fact]
    public void More_than_a_file_holds_is_refused_before_it_is_written()
    {
        var graph = new OnnxGraph("large", mostBytes: 1000);
        graph.Constant(zeros(200));
        Refused<NotSupportedException>(() => graph.Constant(zeros(51)), "*take 1,004 bytes*less than 2 GB*narrower Widths*");
    }
}
