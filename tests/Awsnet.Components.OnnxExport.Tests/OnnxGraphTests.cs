using Awsnet.Components.Onnx;
using TorchSharp.Modules;

namespace Awsnet.Components.Tests;

public class OnnxGraphTests
{
    [Fact]
    public void Nodes_are_numbered_where_names_would_be_given_twice()
    {
        var graph = new OnnxGraph("graph");
        string half = graph.Constant(tensor(0.5f));
        graph.Enter("part");
        graph.Add("Add", [half, half]).Should().Be("part/Add");
        graph.Add("Add", [half, "part/Add"]).Should().Be("part/Add_2");
    }

    [Fact]
    public void An_input_that_nobody_gives_is_named()
    {
        var graph = new OnnxGraph("graph");
        Refused(() => graph.Add("Relu", ["misspelled"]), "Relu asks for \"misspelled\", which no node*");
    }

    [Fact]
    public void Attributes_are_of_their_kinds()
    {
        var graph = new OnnxGraph("graph");
        graph.Add("Any", [], OnnxAttribute.Of("axis", -1), OnnxAttribute.Of("epsilon", 0.5f), OnnxAttribute.Of("mode", "linear"),
            OnnxAttribute.Of("pads", [1, 2]));
        graph.Proto.Node[0].Attribute.Select(attribute =>
            $"{attribute.Name} {attribute.Type} {attribute.I} {attribute.F} {attribute.S.ToStringUtf8()} " +
            $"{string.Join(",", attribute.Ints)}")
            .Should().Equal("axis Int -1 0  ", "epsilon Float 0 0.5  ", "mode String 0 0 linear ", "pads Ints 0 0  1,2");
    }

    [Fact]
    public void Constants_keep_their_numbers()
    {
        var graph = new OnnxGraph("graph");
        string floats = graph.Constant(tensor(new double[] { 1, 2, 3, 4, 5, 6 }, [2, 3]).t()), whole = graph.Constant([long.MinValue, 7]);
        graph.Proto.Initializer[0].Dims.Should().Equal(3, 2);
        new ModelProto { Graph = graph.Proto }.Numbers(floats).Should().Equal(1, 4, 2, 5, 3, 6);
        graph.Proto.Initializer[1].Dims.Should().Equal(2);
        BitConverter.ToInt64(graph.Proto.Initializer[1].RawData.ToByteArray()).Should().Be(long.MinValue);
        whole.Should().NotBe(floats);
    }

    [Fact]
    public void What_cannot_be_written_is_named()
    {
        var graph = new OnnxGraph("graph");
        string image = graph.Constant(zeros(1, 4, 8, 8));
        using Conv2d plain = nn.Conv2d(4, 4, 3L), reflecting = nn.Conv2d(4, 4, 3L, padding: 1L, padding_mode: PaddingModes.Reflect),
            same = nn.Conv2d(4, 4, 3L, padding: Padding.Same);
        using ConvTranspose2d grouped = nn.ConvTranspose2d(4, 4, 2L, groups: 2L);
        using BatchNorm2d batch = nn.BatchNorm2d(4), untracked = nn.BatchNorm2d(4, track_running_stats: false);
        Refused<NotSupportedException>(() => graph.Convolve(image, reflecting), "*pads by Reflect*");
        Refused<NotSupportedException>(() => graph.Convolve(image, same), "*pads by Same*");
        Refused<NotSupportedException>(() => graph.Convolve(image, grouped, batch), "*2 groups*");
        Refused<NotSupportedException>(() => graph.Convolve(image, plain, untracked), "A BatchNorm2d after a convolution*");
    }
}
