using Awsnet.Components.TestKit;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

/// <summary>The README's example, compiled and run, at the smallest size that runs.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Fine_networks_train_and_both_parts_predict()
    {
        using var temporary = new TemporaryFolder();
        string folder = temporary["run"];
        var small = new AsanOptions { InputChannels = 3, Classes = 2, Widths = [2, 2, 2, 2, 2] };
        Func<long, IEnumerable<TensorBatch>> trainingBatches = seed => Squares.Epoch(seed, batchesPerEpoch);
        Func<DeepSupervisedUNet, CancellationToken, Evaluation> evaluate = Squares.Evaluate;
        var plan = Asan.PaperTraining with { FixedEpochs = 1, AutoEpochs = 1 };
        // <example>
        var task = Asan.CreateTask(trainingBatches, batchesPerEpoch, evaluate, small);
        using var training = new AutoWeightedTraining<DeepSupervisedUNet, TensorBatch>(task, plan, Asan.CreateController());
        training.Run(folder, resume: true);
        // </example>
        training.SearchedEpochs.Should().ContainSingle().Which.Candidates.Should().HaveCount(10);

        using var scope = NewDisposeScope();
        using var locate = Casn.CreateNetwork(new CasnOptions { Widths = [2, 2, 2] });
        using var segment = Casn.CreateNetwork(new CasnOptions { Widths = [2, 2, 2] });
        using var batch = Squares.Batch(1);
        Tensor images = batch.Input, scarLabels = batch.Target, scarAndEdemaLabels = batch.Target;
        // <example>
        using var casn = Casn.Segment(locate, segment, images);               // casn.Ventricle: the mask, casn.Regions: what the second network saw
        using var pathology = Asan.Merge(scarLabels, scarAndEdemaLabels);     // 0 neither, 1 edema, 2 scar
        // </example>
        casn.Ventricle.shape.Should().Equal(4, Squares.Size, Squares.Size);
        pathology.max().item<long>().Should().Be(0, "there is no class 2 in these labels");
    }

    [Fact]
    public void The_examples_are_those_of_the_README() => ReadmeExamples.ShouldMatch("Awsnet.Components");

    private const int batchesPerEpoch = 2;
}
