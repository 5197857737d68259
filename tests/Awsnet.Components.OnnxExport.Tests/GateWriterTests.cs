using Awsnet.Components.Onnx;

namespace Awsnet.Components.Tests;

public class GateWriterTests
{
    [Fact]
    public void A_gate_that_nobody_knows_is_named_with_its_place()
    {
        using SupervisedNetwork network = Networks.Build(Networks.Small with { SkipGate = OwnGate.Create });
        const string Message = "The gate on the skip of level 1 (gates.0) is a Awsnet.Components.Tests.OwnGate, *IOnnxGateWriter in " +
            "OnnxExportOptions.GateWriter.";
        Refused<NotSupportedException>(() => Written.Bytes(network), Message);
        Refused<NotSupportedException>(() => Written.Bytes(network, new() { GateWriter = new Answering(null) }), Message);
    }

    [Fact]
    public void A_gate_of_the_users_own_is_written_as_its_writer_says()
    {
        using SupervisedNetwork network = Networks.Build(Networks.Small with { SkipGate = OwnGate.Create });
        ModelProto model = Written.Model(network, new() { GateWriter = new OwnGateWriter() });
        model.Node("gates.0/Mul").Input.Should().Equal("gates.0/Sigmoid", "encoder.1/Relu_2");
        model.Node("decoder.0/Concat").Input.Should().Equal("gates.0/Mul", "up.0/Relu");
    }

    [Fact]
    public void A_writer_that_knows_another_gate_leaves_ours_as_they_are()
    {
        using SupervisedNetwork network = Networks.Build(Networks.Gated);
        Written.Bytes(network, new() { GateWriter = new OwnGateWriter() }).Should().Equal(Written.Bytes(network));
    }

    [Fact]
    public void A_result_that_was_never_written_is_refused()
    {
        using SupervisedNetwork network = Networks.Build(Networks.Gated);
        Refused<InvalidOperationException>(() => Written.Bytes(network, new() { GateWriter = new Answering("nothing") }),
            "Answering says*\"nothing\"*no node has given*");
    }

    private sealed class Answering(string? answer) : IOnnxGateWriter
    {
        public string? Write(OnnxGraph graph, nn.Module<Tensor, Tensor, Tensor> gate, string skip, string feature) => answer;
    }
}
