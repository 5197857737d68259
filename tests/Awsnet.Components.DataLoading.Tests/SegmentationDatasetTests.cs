using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

public sealed class SegmentationDatasetTests : IDisposable
{
    private readonly CaseFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void TorchSharps_loader_gives_the_bits_of_the_batches(int workers)
    {
        for (int number = 1; number <= 3; number++)
            folder.Add(number, 1, 12, 12, index => (byte)(index % 2));
        var patches = new SegmentationLoader(folder.Open(), new()
        {
            PatchSize = [6, 6],
            BatchSize = 4,
            BatchesPerEpoch = 5,
            Augmentation = AugmentationOptions.Paper,
        });
        using var dataset = new SegmentationDataset(patches);
        dataset.Count.Should().Be(20);
        using var loader = utils.data.DataLoader(dataset, 4, num_worker: workers, disposeDataset: false);
        string[] epochs = [.. Enumerable.Range(1, 2).Select(epoch =>
        {
            dataset.EpochSeed = epoch;
            return SegmentationLoaderTests.Digest(loader.Select(batch => new TensorBatch(batch["data"].alias(), batch["label"].alias())));
        })];
        epochs.Should().Equal(Enumerable.Range(1, 2).Select(epoch => SegmentationLoaderTests.Digest(patches.Batches(epoch))));
        epochs.Should().OnlyHaveUniqueItems();
        dataset.Invoking(d => d.GetTensor(20)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_patch_s_two_tensors_are_all_that_is_made()
    {
        folder.Add(1, 1, 12, 12, index => 1);
        using var dataset = new SegmentationDataset(new SegmentationLoader(folder.Open(), new() { PatchSize = [6, 6], BatchSize = 1 }));
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> patch = dataset.GetTensor(0);
        (patch["data"].shape, patch["label"].shape).Should().BeEquivalentTo((new long[] { 1, 6, 6 }, new long[] { 6, 6 }));
        scope.DisposablesCount.Should().Be(2);
    }

    [Fact]
    public void A_training_takes_the_batches_and_resumes_in_the_midst_of_an_epoch_with_the_same_bits()
    {
        for (int number = 1; number <= 3; number++)
            folder.Add(number, 1, 12, 12, index => (byte)(index % 12 / 6));
        var patches = new SegmentationLoader(folder.Open(), new() { PatchSize = [8, 8], BatchSize = 2, BatchesPerEpoch = 4 });
        var task = new TrainingTask<TorchSharp.Modules.Conv2d, TensorBatch>
        {
            Network = () => nn.Conv2d(1, 2, 3L, padding: 1L),
            LossNames = ["ce"],
            BatchesPerEpoch = patches.BatchesPerEpoch,
            Batches = patches.Batches,
            Loss = (network, batch, weights) =>
                LossTerms.Weighted(weights, nn.functional.cross_entropy(network.call(batch.Input), batch.Target)),
            Evaluate = (network, _) =>
            {
                using var dice = new ValidationDice([("right", [1])]);
                foreach (TensorBatch batch in patches.InOrder())
                {
                    using (batch)
                        dice.Update(network.call(batch.Input), batch.Target);
                }

                return dice.Compute();
            },
        };
        var options = new TrainingOptions { FixedEpochs = 3, AutoEpochs = 0, Threads = 1, Seed = 3, KeepBest = false };
        using var whole = new AutoWeightedTraining<TorchSharp.Modules.Conv2d, TensorBatch>(task, options);
        whole.Run();
        using (var stopped = new AutoWeightedTraining<TorchSharp.Modules.Conv2d, TensorBatch>(task, options))
        {
            using var stop = new CancellationTokenSource();
            int steps = 0;
            stopped.Invoking(run => run.Run(folder["run"], progress: new Immediate(report =>
            {
                if (report.Event == RunEvent.Step && ++steps == 6)
                    stop.Cancel();
            }), cancellation: stop.Token)).Should().Throw<OperationCanceledException>();
        }

        using var resumed = new AutoWeightedTraining<TorchSharp.Modules.Conv2d, TensorBatch>(task, options);
        resumed.Run(folder["run"], resume: true);
        resumed.Network.weight!.bytes.ToArray().Should().Equal(whole.Network.weight!.bytes.ToArray());
    }

    private sealed class Immediate(Action<RunProgress> handler) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => handler(value);
    }
}
