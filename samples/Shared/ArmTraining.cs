using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Samples;

/// <summary>Plugs an arm's parts into a U-Net and trains it.</summary>
internal static class ArmTraining
{
    /// <summary>Trains, or goes on with what a stopped run left in the folder.</summary>
    /// <returns>The network that validated best; the caller's.</returns>
    public static DeepSupervisedUNet Train(
        Arm arm, int classes, ScanSet training, ScanSet validation, PlugInOptions options, string folder,
        IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        string[] heads = arm.Supervised ? [.. Enumerable.Range(0, options.Widths.Length - 1).Select(i => $"stride {1 << (options.Widths.Length - 2 - i)}")] : ["stride 1"];
        var augmenter = new SampleAugmenter(AugmentationOptions.Paper with { Brightness = 0, KeepZeros = false });
        var loss = new DiceCrossEntropyOptions { CrossEntropyWeight = 0.25 };

        var task = new TrainingTask<DeepSupervisedUNet, TensorBatch>
        {
            Network = () => Network(arm, classes, heads.Length, options),
            LossNames = [.. heads],
            BatchesPerEpoch = training.Batches(options.BatchSize),
            Batches = seed => training.Shuffled(seed, options.BatchSize, augmenter),
            Loss = (network, batch, weights) =>
                DeepSupervision.Sum(network.call(batch.Input).Heads, batch.Target, weights.Values.AsSpan(), loss),
            Evaluate = (network, _) => validation.Score(network, classes),
        };
        var plan = new TrainingOptions
        {
            // As many epochs with as without a controller; those with one train K candidates each.
            FixedEpochs = arm.AutoWeighted ? options.Epochs - options.AutoEpochs : options.Epochs,
            AutoEpochs = arm.AutoWeighted ? options.AutoEpochs : 0,
            Seed = options.Seed,
            Search = new WeightSearchOptions { Candidates = options.Candidates, TrainEqualProposalsOnce = true },
        };
        var controller = arm.AutoWeighted
            ? new ReinforceController(
                new WeightSpace([.. heads]) { InitialLogits = [.. heads.Select((_, i) => i == heads.Length - 1 ? 1.0 : 0.5)] },
                ReinforceOptions.PaperFaithful with { Seed = options.Seed })
            : null;

        using var run = new AutoWeightedTraining<DeepSupervisedUNet, TensorBatch>(task, plan, controller);
        run.Run(folder, resume: true, progress, cancellation);
        var trained = Network(arm, classes, heads.Length, options);
        using var gradients = no_grad();
        NetworkWeights.Load(trained, NetworkWeights.Export(run.Network));
        trained.eval();
        return trained;
    }

    private static DeepSupervisedUNet Network(Arm arm, int classes, int heads, PlugInOptions options) => new(new DeepSupervisedUNetOptions
    {
        InputChannels = 1,
        Classes = classes,
        Widths = options.Widths,
        Heads = heads,
        ChannelsLast = true,
        SkipGate = arm.Gate ? skip => new PixelAttentionGate(new PixelAttentionGateOptions { SkipChannels = skip.SkipChannels, GateChannels = skip.GateChannels }) : null,
    });
}
