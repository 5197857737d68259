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
    private const double DeepLogit = 0.5, FinalLogit = 1;

    /// <summary>Makes the network, its weights drawn from torch's generator.</summary>
    /// <param name="options">Choices; <see langword="null"/> for the paper's.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public static DeepSupervisedUNet CreateNetwork(AsanOptions? options = null)
    {
        options ??= new();
        return new DeepSupervisedUNet(new DeepSupervisedUNetOptions
        {
            InputChannels = options.InputChannels,
            Classes = options.Classes,
            Widths = options.Widths,
            Heads = options.Heads,
            ComputeType = options.ComputeType,
            ChannelsLast = options.ChannelsLast,
            SkipGate = options.Gated ? skip => CreateGate(skip, options.ComputeType) : null,
        });
    }

    /// <summary>The heads as losses with their initial logits: β₀ = 0.5 for each deep head and 1 for the final one, deepest first.</summary>
    /// <param name="heads">1 or more. The paper has 4.</param>
    public static WeightSpace HeadWeights(int heads = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        return new WeightSpace(Enumerable.Range(0, heads).Select(head => $"stride {1 << (heads - 1 - head)}"))
        {
            InitialLogits = [.. Enumerable.Range(0, heads).Select(head => head == heads - 1 ? FinalLogit : DeepLogit)],
        };
    }

    /// <summary>The controller of the heads' weights.</summary>
    /// <param name="options">Settings and seed; <see langword="null"/> for <see cref="ReinforceOptions.Effective"/>.</param>
    /// <param name="heads">How many heads the network has.</param>
    public static ReinforceController CreateController(ReinforceOptions? options = null, int heads = 4) =>
        new(HeadWeights(heads), options ?? ReinforceOptions.Effective);

    /// <summary>The paper's plan: 150 epochs with equal weights, 50 auto-weighted ones with K = 10 candidates, of which equal ones are trained once, Adam at 0.001.</summary>
    public static TrainingOptions PaperTraining { get; } = new() { FixedEpochs = 150, AutoEpochs = 50, Search = new() { Candidates = 10, TrainEqualProposalsOnce = true } };

    /// <summary>The task of training an ASAN; heads of weight 0 are not computed.</summary>
    /// <param name="batches">Batches of an epoch by its seed: input [N, channels, H, W], target int64 labels [N, H, W].</param>
    /// <param name="batchesPerEpoch">How many.</param>
    /// <param name="evaluate">Scores the network on the validation set; it is in evaluation mode and without gradients then. See <see cref="ValidationDice"/>.</param>
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
        return new()
        {
            Network = () => CreateNetwork(options).to(device ?? CPU),
            LossNames = HeadWeights(options.Heads).Names,
            BatchesPerEpoch = batchesPerEpoch,
            Batches = batches,
            Loss = (network, batch, weights) => ForwardHeads(network, batch, weights.Values, loss),
            Evaluate = evaluate,
        };
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
            throw new ArgumentException($"The scar labels are [{string.Join(", ", scar.shape)}] and the scar-and-edema labels [{string.Join(", ", scarAndEdema.shape)}]; both networks must look at the same region.");
        using var scope = NewDisposeScope();
        Tensor isScar = scar.eq(2), isEither = scarAndEdema.eq(2).logical_or(isScar);
        return (isEither.to(ScalarType.Int64) + isScar.to(ScalarType.Int64)).MoveToOuterDisposeScope();
    }

    private static LossTerms ForwardHeads(DeepSupervisedUNet network, TensorBatch batch, ImmutableArray<double> weights, DiceCrossEntropyOptions? loss)
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
