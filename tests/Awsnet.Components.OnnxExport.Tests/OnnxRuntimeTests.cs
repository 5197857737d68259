using Microsoft.ML.OnnxRuntime;
using Xunit.Abstractions;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components.Tests;

/// <summary>onnxruntime computes from the files, in single precision, what the networks compute in double.</summary>
public sealed class OnnxRuntimeTests(ITestOutputHelper log)
{
    private const double Tolerance = 1e-4;

    // No multiple of 4, 16 or 64; a multiple of all; less than one pixel at the bottom.
    private static readonly long[][] Sizes = [[1, 37, 50], [3, 64, 128], [2, 5, 3]];

    // No multiple of any pooling; a multiple of all but of the largest; one slice.
    private static readonly long[][] Volumes = [[1, 5, 21, 18], [2, 4, 16, 24], [1, 1, 5, 3]];

    public static TheoryData<string> AllCases => [.. ExportCases.Names];

    [Theory]
    [MemberData(nameof(AllCases))]
    public void Says_what_the_network_says(string name)
    {
        ExportCase example = ExportCases.Get(name);
        using SupervisedNetwork network = example.Build(), reference = example.BuildReference();
        Compare(name, network, reference, example.Export, example.Options.InputChannels, example.Options.SpatialDimensions);
    }

    [Fact]
    public void Says_what_a_network_with_foreign_gates_says()
    {
        using SupervisedNetwork network = Networks.Build(Networks.Small with { SkipGate = OwnGate.Create });
        network.eval();
        using SupervisedNetwork reference = Networks.Build(Networks.Small with { SkipGate = OwnGate.Create });
        reference.eval();
        Compare("a gate of the user's own", network, reference, new() { GateWriter = new OwnGateWriter() }, channels: 2);
    }

    private void Compare(
        string name, SupervisedNetwork network, SupervisedNetwork reference, OnnxExportOptions export, int channels,
        int spatialDimensions = 2)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(Written.Bytes(network, export), options);
        reference.to(ScalarType.Float64);
        foreach (long[] size in spatialDimensions == 2 ? Sizes : Volumes)
        {
            Tensor image = Networks.Image([size[0], channels, .. size[1..]]);
            Tensor[] expected = [.. reference.ForwardHeads(image.to(ScalarType.Float64), export.Heads).Heads.OfType<Tensor>()
                .Select(logits => Finish(logits, export))];
            double largest = expected.Zip(Run(session, image), Difference)
                .Max(), magnitude = expected.Max(logits => logits.abs().max().ToDouble());
            log.WriteLine($"{name}, [{string.Join(", ", image.shape)}]: {largest:0.0e0} of {magnitude:0.00}");
            largest.Should().BeLessThan(Tolerance);
            cat([.. expected.Select(logits => logits.flatten())]).std().ToDouble()
                .Should().BeGreaterThan(0.01, "a network that says the same everywhere would prove nothing");
        }
    }

    private static Tensor[] Run(InferenceSession session, Tensor image)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(image.data<float>().ToArray(), image.shape);
        using var options = new RunOptions();
        using var outputs = session.Run(options, [session.InputNames[0]], [input], session.OutputNames);
        return [.. outputs.Select(output => tensor(output.GetTensorDataAsSpan<float>().ToArray(), output.GetTensorTypeAndShape().Shape))];
    }

    private static double Difference(Tensor expected, Tensor found)
    {
        found.shape.Should().Equal(expected.shape);
        return (found - expected).abs().max().ToDouble();
    }

    private static Tensor Finish(Tensor logits, OnnxExportOptions export) =>
        !export.Probabilities ? logits : logits.shape[1] == 1 ? logits.sigmoid() : F.softmax(logits, 1);
}
