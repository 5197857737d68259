using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>
/// The patches of an epoch as TorchSharp's own <c>torch.utils.data.Dataset</c>, for a <c>torch.utils.data.DataLoader</c>: items
/// <c>data</c>, float [C, H, W] or [C, D, H, W], and <c>label</c>, int64 [H, W] or [D, H, W].
/// </summary>
/// <remarks>
/// The patches come shuffled already, in another order for each <see cref="EpochSeed"/>: leave <c>shuffle</c> off, whose seeded form gives
/// one order in all epochs. A batch then has the bits of the <see cref="SegmentationLoader.Batches"/> of that seed. TorchSharp's loader
/// uses several threads within a batch, but none while a step is trained.
/// </remarks>
public sealed class SegmentationDataset : utils.data.Dataset
{
    private readonly SegmentationLoader loader;
    private EpochPlan? plan;

    /// <summary>Offers the patches of a loader.</summary>
    /// <param name="loader">Stays its owner's.</param>
    public SegmentationDataset(SegmentationLoader loader)
    {
        ArgumentNullException.ThrowIfNull(loader);
        this.loader = loader;
    }

    /// <summary>The seed of the epoch: give each epoch another one, before its first batch is asked for.</summary>
    /// <value>Any number. Default 0.</value>
    public long EpochSeed { get; set; }

    /// <inheritdoc/>
    public override long Count => (long)loader.BatchesPerEpoch * loader.Options.BatchSize;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There is no such patch.</exception>
    public override Dictionary<string, Tensor> GetTensor(long index)
    {
        if (index < 0 || index >= Count)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"Patch {index} of an epoch of {Count}.");
        EpochPlan current = plan is { } known && known.Seed == EpochSeed ? known : plan = loader.Plan(EpochSeed);
        using TensorBatch batch = loader.Make(current, (int)index, 1);
        return new() { ["data"] = batch.Input.squeeze(0), ["label"] = batch.Target.squeeze(0) };
    }
}
