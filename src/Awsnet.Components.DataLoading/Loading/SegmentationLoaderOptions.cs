using System.Collections.Immutable;
using TorchSharp;

namespace Awsnet.Components;

/// <summary>What a <see cref="SegmentationLoader"/> makes of its cases, and with how much memory and how many threads.</summary>
public sealed record SegmentationLoaderOptions
{
    /// <summary>2: batches of slices, [N, C, H, W]. 3: of volumes, [N, C, D, H, W].</summary>
    /// <value>2 or 3. Default 2.</value>
    public int SpatialDimensions { get; init => field = Option.InRange(value, value is 2 or 3, "2 or 3"); } = 2;

    /// <summary>The size of a patch in the order of arrays: [H, W], or [D, H, W].</summary>
    /// <value>As many lengths as <see cref="SpatialDimensions"/>, or none (the default): whole slices or volumes.</value>
    public ImmutableArray<int> PatchSize
    {
        get;
        init => field = Option.InRange(
            value.IsDefault ? [] : value, value.IsDefault || value.All(length => length >= 1), "lengths of 1 or more");
    } = [];

    /// <summary>Patches in a batch.</summary>
    /// <value>1 or more. Default 2.</value>
    public int BatchSize { get; init => field = Option.InRange(value, value >= 1, "1 or more"); } = 2;

    /// <summary>Batches in an epoch.</summary>
    /// <value>1 or more, or null (the default): as many as show each case (each slice, where whole slices are taken) once.</value>
    public int? BatchesPerEpoch { get; init => field = Option.InRange(value, value is null or >= 1, "1 or more, or null"); }

    /// <summary>
    /// The part of the patches that is centered on a foreground voxel, as far as the image's border allows: on a random one of a random
    /// class of those that the case has. The others lie anywhere. nnU-Net's rule.
    /// </summary>
    /// <value>0 to 1. Default 0.33. Whole images do not use it.</value>
    public double ForegroundFraction { get; init => field = Option.InRange(value, value is >= 0 and <= 1, "0 to 1"); } = 0.33;

    /// <summary>What happens to an image that is smaller than a patch.</summary>
    /// <value>Default <see cref="SmallImagePolicy.Pad"/>.</value>
    public SmallImagePolicy SmallImages { get; init; }

    /// <summary>The value of voxels beside the image, after normalization.</summary>
    /// <value>Any finite number. Default 0.</value>
    public float PadValue { get; init => field = Option.InRange(value, float.IsFinite(value), "finite"); }

    /// <summary>
    /// Whole images get a height and a width (in 3-D a depth too) that is a multiple of this, by padding behind their end.
    /// </summary>
    /// <value>1 or more. Default 1. A U-Net of five levels wants 16.</value>
    public int SizeMultiple { get; init => field = Option.InRange(value, value >= 1, "1 or more"); } = 1;

    /// <summary>How values are brought to a common scale: whole channels of a case, before patches are cut.</summary>
    /// <value>Default <see cref="IntensityNormalization.ZScore"/>.</value>
    public IntensityNormalization Normalization
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = IntensityNormalization.ZScore;

    /// <summary>
    /// How patches are changed at random. In 3-D movements stay within the slices, the same for all of them; intensities change alike in
    /// the whole patch.
    /// </summary>
    /// <value>Default <see cref="AugmentationOptions.None"/>.</value>
    public AugmentationOptions Augmentation
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = AugmentationOptions.None;

    /// <summary>Probability of mirroring a 3-D patch along its depth.</summary>
    /// <value>0 to 1. Default 0.</value>
    public double FlipDepth { get; init => field = Option.InRange(value, value is >= 0 and <= 1, "0 to 1"); }

    /// <summary>Threads that make batches. The batches do not depend on it.</summary>
    /// <value>1 or more, or null (the default): one less than there are processors, at least one.</value>
    public int? Workers { get; init => field = Option.InRange(value, value is null or >= 1, "1 or more, or null"); }

    /// <summary>Batches that are made ahead of the one in use.</summary>
    /// <value>0 or more. Default 4.</value>
    public int ReadAhead { get; init => field = Option.InRange(value, value >= 0, "0 or more"); } = 4;

    /// <summary>Memory for decoded cases, which are then not read again; the ones used last are kept.</summary>
    /// <value>0 bytes or more. Default 1,073,741,824: 1 GiB.</value>
    public long CacheBytes { get; init => field = Option.InRange(value, value >= 0, "0 or more"); } = 1L << 30;

    /// <summary>
    /// Whether all cases are read once at the start, on the workers, so that whatever is wrong is known before the first epoch. What
    /// fits stays in the cache. Without it headers alone are looked at.
    /// </summary>
    /// <value>Default true.</value>
    public bool CheckValues { get; init; } = true;

    /// <summary>Where batches are put.</summary>
    /// <value>Default null: the CPU.</value>
    public torch.Device? Device { get; init; }
}
