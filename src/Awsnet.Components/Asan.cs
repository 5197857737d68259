using System.Collections.Immutable;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>
/// ASAN, AWSnet's fine network: a U-Net with pixel attention on its skips and four supervision heads whose weights are found while it
/// trains. The paper trains two, one for scar and one for scar and edema, and merges what they find.
/// </summary>
public static class Asan
{
    /// <summary>Makes the network, its weights drawn from torch's generator.</summary>
    /// <param name="options">Choices; <see langword="null"/> for the paper's.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public static DeepSupervisedUNet CreateNetwork(AsanOptions? options = null)
    {
        options ??= new();
        if (options.Classes < 2)
            throw new ArgumentException($"Classes is {options.Classes}; give 2 or more, background included.");
        return new DeepSupervisedUNet(new DeepSupervisedUNetOptions
        {
            InputChannels = options.InputChannels,
            Classes = options.Classes,
            Widths = options.Widths,
            Heads = options.Heads,
            Normalization = options.Normalization,
            ComputeType = options.ComputeType,
            ChannelsLast = options.ChannelsLast,
            SkipGate = options.Gated ? skip => CreateGate(skip, options.ComputeType) : null,
        });
    }

    /// <summary>
    /// The heads as losses with their initial logits β₀, deepest first: the final head's, and half of it for each of the others.
    /// </summary>
    /// <param name="heads">1 or more. The paper has 4.</param>
    /// <param name="finalLogit">β₀ of the final head. The paper's is 1, and 0.5 for the others.</param>
    public static WeightSpace HeadWeights(int heads = 4, double finalLogit = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        return new WeightSpace(SupervisedNetwork.NamesOf(heads))
        {
            InitialLogits = [.. Enumerable.Range(0, heads).Select(head => head == heads - 1 ? finalLogit : finalLogit / 2)],
        };
    }

    /// <summary>The controller of the heads' weights.</summary>
    /// <param name="options">Settings and seed; <see langword="null"/> for <see cref="ReinforceOptions.Effective"/>.</param>
    /// <param name="heads">How many heads the network has.</param>
    /// <param name="initialLogits">
    /// β₀, one per head, deepest first, for example by <see cref="WeightPerturbation.Perturb"/>; <see langword="null"/> for the paper's.
    /// </param>
    /// <exception cref="ArgumentException">There is not one initial logit per head.</exception>
    public static ReinforceController CreateController(
        ReinforceOptions? options = null, int heads = 4, IReadOnlyList<double>? initialLogits = null)
    {
        WeightSpace space = HeadWeights(heads);
        return new(initialLogits is null ? space : space with { InitialLogits = [.. initialLogits] },
            options ?? ReinforceOptions.Effective);
    }

    /// <summary>
    /// The paper's plan: 150 epochs with equal weights, 50 auto-weighted ones with K = 10 candidates, of which equal ones are trained once,
    /// Adam at 0.001.
    /// </summary>
    public static TrainingOptions PaperTraining { get; } = new()
    {
        FixedEpochs = 150,
        AutoEpochs = 50,
        Search = new() { Candidates = 10, TrainEqualProposalsOnce = true },
    };

    /// <summary>The task of training an ASAN; heads of weight 0 are not computed.</summary>
    /// <param name="batches">Batches of an epoch by its seed: input [N, channels, H, W], target int64 labels [N, H, W].</param>
    /// <param name="batchesPerEpoch">How many.</param>
    /// <param name="evaluate">Scores the network on the validation set; it is in evaluation mode and without gradients then. See
    /// <see cref="ValidationDice"/>.</param>
    /// <param name="options">The network; <see langword="null"/> for the paper's.</param>
    /// <param name="loss">Each head's loss; <see langword="null"/> for the paper's, Dice and 0.25 of cross-entropy (Eq. 3).</param>
    /// <param name="device">Where it trains; <see langword="null"/> for the CPU. The batches must be there too.</param>
    public static TrainingTask<DeepSupervisedUNet, TensorBatch> CreateTask(
        Func<long, IEnumerable<TensorBatch>> batches,
        int batchesPerEpoch,
        Func<DeepSupervisedUNet, CancellationToken, Evaluation> evaluate,
        AsanOptions? options = null,
        DiceCrossEntropyOptions? loss = null,
        Device? device = null)
    {
        options ??= new();
        return CreateTask(() => CreateNetwork(options).to(device ?? CPU), options.Heads, batches, batchesPerEpoch, evaluate, loss);
    }

    /// <summary>
    /// The task of training any network with supervision heads as an ASAN is trained; heads of weight 0 are not computed.
    /// </summary>
    /// <typeparam name="TNetwork">For example <see cref="NestedUNet"/>.</typeparam>
    /// <param name="network">Makes the network where it trains.</param>
    /// <param name="heads">How many heads it has.</param>
    /// <param name="batches">Batches of an epoch by its seed: input [N, channels, H, W], target int64 labels [N, H, W].</param>
    /// <param name="batchesPerEpoch">How many.</param>
    /// <param name="evaluate">Scores the network on the validation set; it is in evaluation mode and without gradients then. See
    /// <see cref="ValidationDice"/>.</param>
    /// <param name="loss">Each head's loss; <see langword="null"/> for the paper's, Dice and 0.25 of cross-entropy (Eq. 3).</param>
    public static TrainingTask<TNetwork, TensorBatch> CreateTask<TNetwork>(
        Func<TNetwork> network,
        int heads,
        Func<long, IEnumerable<TensorBatch>> batches,
        int batchesPerEpoch,
        Func<TNetwork, CancellationToken, Evaluation> evaluate,
        DiceCrossEntropyOptions? loss = null)
        where TNetwork : SupervisedNetwork => new()
        {
            Network = network,
            LossNames = HeadWeights(heads).Names,
            BatchesPerEpoch = batchesPerEpoch,
            Batches = batches,
            Loss = (trained, batch, weights) => HeadLosses(trained, batch, weights.Values, loss),
            Evaluate = evaluate,
        };

    /// <summary>The network for inference: its batch normalization, and that of its gates, is fused into the convolutions.</summary>
    /// <param name="network">An ASAN, or one of CASN's networks; it stays as it is.</param>
    /// <returns>A new network of the same numbers (to about 1e-6); <paramref name="network"/> itself where it has another
    /// normalization.</returns>
    public static DeepSupervisedUNet Fuse(DeepSupervisedUNet network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Options.Normalization == UNetNormalization.Batch
            ? network.FuseNormalization(gate => ((PixelAttentionGate)gate).FuseNormalization())
            : network;
    }

    /// <summary>The final head's class probabilities, without gradients and in evaluation mode.</summary>
    /// <param name="network">An ASAN, one of CASN's networks, or another one; its mode is put back.</param>
    /// <param name="images">[N, channels, H, W].</param>
    /// <param name="mirrored">Test-time augmentation: whether the mean over the image and its three mirror images is taken. Default
    /// false.</param>
    /// <returns>[N, classes, H, W], which sum to 1 over the classes; of a network of one channel the object's, by the sigmoid.</returns>
    /// <exception cref="ArgumentException">The images do not fit the network.</exception>
    public static Tensor Probabilities(SupervisedNetwork network, Tensor images, bool mirrored = false)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        bool wasTraining = network.training;
        network.eval();
        try
        {
            using var scope = NewDisposeScope();
            using var gradients = no_grad();
            Tensor found = mirrored ? MirrorMean(See, images) : See(images);
            return found.MoveToOuterDisposeScope();
        }
        finally
        {
            network.train(wasTraining);
        }

        Tensor See(Tensor seen)
        {
            Tensor logits = network.Predict(seen);
            // A softmax over one channel would be 1 everywhere.
            return logits.shape[1] == 1 ? logits.sigmoid() : logits.softmax(1);
        }
    }

    /// <summary>Test-time augmentation: the mean of what is said of images and of their three mirror images, mirrored back.</summary>
    /// <param name="probabilities">Images [N, channels, H, W] to probabilities [N, classes, H, W]; no gradients are recorded.</param>
    /// <param name="images">[N, channels, H, W].</param>
    /// <returns>[N, classes, H, W].</returns>
    /// <exception cref="ArgumentException">The images are not [N, channels, H, W].</exception>
    /// <exception cref="InvalidOperationException">The probabilities are of another size, or not-a-number.</exception>
    public static Tensor MirrorMean(Func<Tensor, Tensor> probabilities, Tensor images)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(images);
        if (images.dim() != 4)
            throw new ArgumentException(
                $"The images are [{string.Join(", ", images.shape)}]; expected [N, channels, H, W].", nameof(images));
        // One window, as large as the image.
        return new SlidingWindowInference(new SlidingWindowOptions
        {
            WindowSize = images.shape[2..],
            Blending = WindowBlending.Constant,
            BatchSize = (int)images.shape[0],
            MirrorAxes = [0, 1],
            // As without mirror images: the process's allocator is left as it is.
            KeepFreedMemory = false,
        }).Predict(probabilities, images);
    }

    /// <summary>What both ASANs found, together: pathology is where either sees any; where it is not scar, it is edema.</summary>
    /// <param name="scar">Labels of the scar network [N, H, W]: 2 is scar.</param>
    /// <param name="scarAndEdema">Labels of the scar-and-edema network [N, H, W]: 2 is either.</param>
    /// <returns>int64 labels [N, H, W]: 0 neither, 1 edema, 2 scar.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Merge(Tensor scar, Tensor scarAndEdema)
    {
        ArgumentNullException.ThrowIfNull(scar);
        ArgumentNullException.ThrowIfNull(scarAndEdema);
        if (!scar.shape.AsSpan().SequenceEqual(scarAndEdema.shape))
            throw new ArgumentException(
                $"The scar labels are [{string.Join(", ", scar.shape)}] and the scar-and-edema labels " +
                $"[{string.Join(", ", scarAndEdema.shape)}]; both networks must look at the same region.");
        using var scope = NewDisposeScope();
        Tensor isScar = scar.eq(2), isEither = scarAndEdema.eq(2).logical_or(isScar);
        return (isEither.to(ScalarType.Int64) + isScar.to(ScalarType.Int64)).MoveToOuterDisposeScope();
    }

    private static LossTerms HeadLosses(
        SupervisedNetwork network, TensorBatch batch, ImmutableArray<double> weights, DiceCrossEntropyOptions? loss)
    {
        var heads = network.ForwardHeads(batch.Input, HeadSelection.NonZero(weights.AsSpan())).Heads;
        return DeepSupervision.Sum(heads, batch.Target, weights.AsSpan(), loss);
    }

    /// <summary>As in the authors' code: half the skip's channels, but all of them at full resolution.</summary>
    private static PixelAttentionGate CreateGate(SkipConnection skip, ScalarType? computeType) => new(new PixelAttentionGateOptions
    {
        SkipChannels = skip.SkipChannels,
        GateChannels = skip.GateChannels,
        IntermediateChannels = skip.Level == 0 ? skip.SkipChannels : null,
        ComputeType = computeType,
    });
}
