using System.Runtime.InteropServices;
using Awsnet.Components.TestKit;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components.Tests;

/// <summary>onnxruntime computes from the files what the networks compute.</summary>
public class OnnxRuntimeTests(ITestOutputHelper log)
{
    private const double Tolerance = 1e-4;

    // No multiple of 4, 16 or 64; a multiple of all; less than one pixel at the bottom.
    private static readonly long[][] Sizes = [[1, 37, 50], [3, 64, 128], [2, 5, 3]];

    public static TheoryData<string> AllCases => [.. ExportCases.Names];

    [OnnxRuntimeTheory]
    [MemberData(nameof(AllCases))]
    public void Says_what_the_network_says(string name)
    {
        ExportCase example = ExportCases.Get(name);
        using SupervisedNetwork network = example.Build(), reference = example.BuildReference();
        Compare(name, network, reference, example.Export, example.Options.InputChannels);
    }

    [OnnxRuntimeTheory]
    [InlineData("a gate of the user's own")]
    public void Says_what_a_network_with_foreign_gates_says(string name)
    {
        using SupervisedNetwork network = Networks.Build(Networks.Small with { SkipGate = OwnGate.Create });
        network.eval();
        Compare(name, network, network, new() { GateWriter = new OwnGateWriter() }, channels: 2);
    }

    private void Compare(string name, SupervisedNetwork network, SupervisedNetwork reference, OnnxExportOptions export, int channels)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        OnnxExporter.Save(folder["network.onnx"], network, export);
        Tensor[] images = [.. Sizes.Select(size => Networks.Image(size[0], channels, size[1], size[2]))];
        var runs = images.Select((image, k) => (Image: folder[$"image{k}"], Shape: image.shape, Output: folder[$"output{k}"])).ToArray();
        foreach ((Tensor image, var run) in images.Zip(runs))
            File.WriteAllBytes(run.Image, image.bytes.ToArray());
        string[] lines = Peer.Run(folder["network.onnx"], runs);
        lines.Should().HaveSameCount(runs);
        for (int k = 0; k < runs.Length; k++)
            CompareOne(name, images[k], [.. reference.Supervise(images[k], export.Heads).Heads.OfType<Tensor>().Select(logits => Finish(logits, export))], lines[k], runs[k].Output);
    }

    private void CompareOne(string name, Tensor image, Tensor[] expected, string shapes, string file)
    {
        shapes.Split(' ').Where((_, k) => k % 2 == 1).Should().Equal(expected.Select(logits => string.Join('x', logits.shape)));
        float[] numbers = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray();
        Tensor all = cat([.. expected.Select(logits => logits.flatten())]);
        double largest = (tensor(numbers) - all).abs().max().ToDouble();
        log.WriteLine($"{name}, [{string.Join(", ", image.shape)}]: {largest:0.0e0} of {all.abs().max().ToDouble():0.00}");
        largest.Should().BeLessThan(Tolerance);
        all.std().ToDouble().Should().BeGreaterThan(0.01, "a network that says the same everywhere would prove nothing");
    }

    private static Tensor Finish(Tensor logits, OnnxExportOptions export) =>
        !export.Probabilities ? logits : logits.shape[1] == 1 ? logits.sigmoid() : F.softmax(logits, 1);
}
