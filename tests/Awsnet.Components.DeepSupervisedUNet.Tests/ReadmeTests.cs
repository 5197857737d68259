using Awsnet.Components.TestKit;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

/// <summary>The README's examples, compiled and run.</summary>
public class ReadmeTests
{
    [Fact]
    public void A_network_answers()
    {
        using var scope = NewDisposeScope();
        Tensor images = Networks.Image(2, 2, 32, 32);
        // <example>
        using var network = new DeepSupervisedUNet(new() { InputChannels = 2, Classes = 3 });
        SupervisedLogits logits = network.call(images);   // training: all heads, deepest first; evaluation: the final one
        Tensor answer = logits.Final;                     // [N, classes, H, W]
        // </example>
        answer.shape.Should().Equal(2, 3, 32, 32);
        logits.Heads.Should().HaveCount(4);
    }

    [Fact]
    public void Gates_head_weights_and_names()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        string path = folder["network.safetensors"];
        Tensor images = Networks.Image(2, 2, 32, 32), labels = Formula.Labels("labels", 3, 2, 32, 32);
        // <example>
        using var gated = new DeepSupervisedUNet(new()
        {
            InputChannels = 2,
            Classes = 3,
            SkipGate = skip => new PixelAttentionGate(new() { SkipChannels = skip.SkipChannels, GateChannels = skip.GateChannels }),
        });
        double[] weights = [0, 0.2, 0.3, 0.5];
        SupervisedLogits wanted = gated.ForwardHeads(images, HeadSelection.NonZero(weights));   // head 0 costs nothing
        SupervisionLoss loss = DeepSupervision.Sum(wanted.Heads, labels, weights);
        // </example>
        wanted.Heads[0].Should().BeNull();
        loss.Total.ToSingle().Should().BePositive();
        // <example>
        WeightNames theirs = WeightNames.AttentionUNet(gated.Options);
        SafeTensors.Save(path, NetworkWeights.Export(gated, theirs));   // Att5.W_g.0.weight, ...
        NetworkWeights.Load(gated, SafeTensors.Load(path), theirs);     // any tensors by name: .pth by TorchSharp.PyBridge
        // </example>
        SafeTensors.Load(path).Should().ContainKey("Att5.W_g.0.weight");
    }

    [Fact]
    public void The_examples_are_those_of_the_README() => ReadmeExamples.ShouldMatch("Awsnet.Components.DeepSupervisedUNet");
}
