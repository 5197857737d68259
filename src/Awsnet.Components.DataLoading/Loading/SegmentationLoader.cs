using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>
/// Batches of patches, whole slices or whole volumes of cases with labels: decoded once within a limit of memory, normalized, augmented,
/// and made on worker threads ahead of the training. The batches of an epoch are a function of its seed alone.
/// </summary>
/// <example>
/// <code>
/// var patches = new SegmentationLoader(folder.Cases, new() { PatchSize = [128, 128], BatchSize = 8 });
/// var task = new TrainingTask&lt;Net, TensorBatch&gt; { Batches = patches.Batches, BatchesPerEpoch = patches.BatchesPerEpoch, … };
/// </code>
/// </example>
public sealed partial class SegmentationLoader
{
    /// <summary>An epoch's plan has a number for each.</summary>
    private const int MostPatches = 1 << 30;

    private readonly CaseCache cache;
    private readonly PatchAugmenter augmenter;
    private readonly List<(int Case, int Slice)> samples = [];
    private readonly (int Depth, int Height, int Width)[] sizes;

    /// <summary>Looks all cases over before anything is trained.</summary>
    /// <param name="cases">At least one, each with a label map.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="InvalidDataSetException">Files are damaged, do not fit together or do not suit the options; the message lists
    /// every such case.</exception>
    /// <exception cref="ArgumentException">There is no case, or the options do not fit together.</exception>
    public SegmentationLoader(IReadOnlyList<SegmentationCase> cases, SegmentationLoaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cases);
        if (cases.Count == 0)
            throw new ArgumentException("There is no case to load; give at least one.", nameof(cases));
        Cases = [.. cases];
        Options = options ?? new SegmentationLoaderOptions();
        if (Options.PatchSize.Length > 0 && Options.PatchSize.Length != Options.SpatialDimensions)
            throw new ArgumentException(
                $"PatchSize has {Options.PatchSize.Length} lengths but SpatialDimensions is {Options.SpatialDimensions}; set both alike.",
                nameof(options));
        augmenter = new PatchAugmenter(Options.Augmentation, Options.FlipDepth);
        cache = new CaseCache(Options.CacheBytes, Decode);
        sizes = new (int, int, int)[Cases.Count];
        Report = Inspect();
        Report.ThrowIfErrors();
        for (int index = 0; index < Cases.Count; index++)
        {
            int slices = IsWhole && Options.SpatialDimensions == 2 ? sizes[index].Depth : 1;
            samples.AddRange(Enumerable.Range(0, slices).Select(slice => (index, slice)));
        }

        long batches = Options.BatchesPerEpoch ?? ((long)samples.Count + Options.BatchSize - 1) / Options.BatchSize;
        Option.Require(batches * Options.BatchSize <= MostPatches, $"An epoch of {batches} batches of {Options.BatchSize} has "
            + $"{batches * Options.BatchSize} patches; expected at most {MostPatches}. Make epochs shorter, and train more of them.");
        BatchesPerEpoch = (int)batches;
    }

    /// <summary>The cases.</summary>
    public IReadOnlyList<SegmentationCase> Cases { get; }

    /// <summary>The options.</summary>
    public SegmentationLoaderOptions Options { get; }

    /// <summary>What was found in the cases that does not stand in the way.</summary>
    public DataSetReport Report { get; }

    /// <summary>Channels of each case.</summary>
    public int Channels { get; private set; }

    /// <summary>Batches in an epoch.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>What decoded cases take at the moment, in bytes; not counted are the at most <c>Workers</c> that are in use.</summary>
    /// <value>At most <see cref="SegmentationLoaderOptions.CacheBytes"/>.</value>
    public long CachedBytes => cache.Bytes;

    /// <summary>How often a case was read and decoded since the start.</summary>
    public int DecodedCases => cache.Decoded;

    /// <summary>The batches of an epoch, each of <c>BatchSize</c> patches, made ahead on the workers.</summary>
    /// <param name="seed">All that order, places and augmentation depend on.</param>
    /// <returns>Input float [N, C, H, W] or [N, C, D, H, W], target int64 [N, H, W] or [N, D, H, W]. Whoever takes a batch disposes it;
    /// those made ahead are freed when the enumeration ends, also before its time.</returns>
    /// <exception cref="NotSupportedException">A patch takes more than 2 GiB.</exception>
    public IEnumerable<TensorBatch> Batches(long seed)
    {
        EpochPlan plan = Plan(seed);
        return AheadOfUse.Make(
            BatchesPerEpoch, index => Make(plan, index * Options.BatchSize, Options.BatchSize), Workers, Options.ReadAhead);
    }

    /// <summary>
    /// Every whole slice (in 3-D every whole volume) once, in order and not augmented, for validation; up to <c>BatchSize</c> neighbors
    /// of one size make a batch. Made ahead as well.
    /// </summary>
    /// <returns>As <see cref="Batches"/>, padded behind their end to a multiple of <c>SizeMultiple</c>.</returns>
    public IEnumerable<TensorBatch> InOrder()
    {
        var groups = new List<List<(int Case, int Slice)>>();
        (int, int, int) size = default;
        foreach (var sample in Cases.SelectMany((_, index) => Enumerable.Range(0, Options.SpatialDimensions == 2 ? sizes[index].Depth : 1)
            .Select(slice => (index, slice))))
        {
            var box = WholeOf(sizes[sample.index], sample.slice);
            if (groups.Count == 0 || groups[^1].Count == Options.BatchSize || size != (box.Depth, box.Height, box.Width))
                groups.Add([]);
            size = (box.Depth, box.Height, box.Width);
            groups[^1].Add(sample);
        }

        return AheadOfUse.Make(groups.Count, index => Make(groups[index]), Workers, Options.ReadAhead);
    }

    internal EpochPlan Plan(long seed) =>
        new(seed, samples.Count, BatchesPerEpoch * Options.BatchSize, IsWhole ? 0 : Options.ForegroundFraction);

    // A file replaced meanwhile by a smaller one would give patches of padding alone.
    private CaseVoxels Decode(int index)
    {
        var voxels = new CaseVoxels(Cases[index].Load(), Options.Normalization);
        return voxels.Channels == Channels && (voxels.Depth, voxels.Height, voxels.Width) == sizes[index]
            ? voxels
            : throw new InvalidDataSetException(
                Cases[index].ImagePaths[0],
                "was replaced by a file of other lengths or channels since the loader was made; make a new one.");
    }

    /// <summary>Patches of an epoch, from one on.</summary>
    internal TensorBatch Make(EpochPlan plan, int first, int count) =>
        Fill(ShapeOf(plan.SampleOf(first)), count, (index, images, labels) =>
        {
            int patch = first + index;
            CaseVoxels voxels = cache.Get(samples[plan.SampleOf(patch)].Case);
            VoxelBox box = BoxOf(plan, patch, voxels);
            if (!augmenter.Changes)
            {
                voxels.Copy(box, images, labels);
                return;
            }

            using var from = new Pooled<float>(images.Length);
            using var fromLabels = new Pooled<byte>(labels.Length);
            from.Span.Fill(Options.PadValue);
            fromLabels.Span.Clear();
            voxels.Copy(box, from.Span, fromLabels.Span);
            augmenter.Apply(box, from.Span, fromLabels.Span, images, labels, plan.Seed, patch);
        });

    private TensorBatch Make(List<(int Case, int Slice)> group) =>
        Fill(WholeOf(sizes[group[0].Case], group[0].Slice), group.Count, (index, images, labels) =>
            cache.Get(group[index].Case).Copy(WholeOf(sizes[group[index].Case], group[index].Slice), images, labels));

    private bool IsWhole => Options.PatchSize.Length == 0;

    private int Workers => Options.Workers ?? Math.Max(1, Environment.ProcessorCount - 1);

    private delegate void Filler(int index, Span<float> images, Span<byte> labels);

    /// <summary>A batch whose memory is written to directly.</summary>
    private TensorBatch Fill(VoxelBox shape, int count, Filler fill)
    {
        if (shape.Voxels * Math.Max(sizeof(long), Channels * sizeof(float)) > int.MaxValue)
            throw new NotSupportedException(
                $"{shape.Width} x {shape.Height} x {shape.Depth} voxels of {Channels} channels, or their labels of 8 bytes each, take more "
                + "than 2 GiB; make PatchSize or SizeMultiple smaller, or crop or resample the images.");
        int voxels = (int)shape.Voxels;
        long[] spatial = Options.SpatialDimensions == 2 ? [shape.Height, shape.Width] : [shape.Depth, shape.Height, shape.Width];
        Tensor input = empty([count, Channels, .. spatial], ScalarType.Float32), target = empty([count, .. spatial], ScalarType.Int64);
        using var classes = new Pooled<byte>(voxels);
        try
        {
            for (int index = 0; index < count; index++)
            {
                // A span holds less than 2 GiB: as much as an image takes, not as a batch does.
                using Tensor image = input[index], map = target[index];
                Span<float> images = MemoryMarshal.Cast<byte, float>(image.bytes);
                Span<byte> labels = classes.Span;
                images.Fill(Options.PadValue);
                labels.Clear();
                fill(index, images, labels);
                Span<long> wide = MemoryMarshal.Cast<byte, long>(map.bytes);
                for (int i = 0; i < voxels; i++)
                    wide[i] = labels[i];
            }

            return OnDevice(new TensorBatch(input, target));
        }
        catch
        {
            input.Dispose();
            target.Dispose();
            throw;
        }
    }

    private TensorBatch OnDevice(TensorBatch batch)
    {
        if (Options.Device is not { } device || device.type == DeviceType.CPU)
            return batch;
        using (batch)
            return new TensorBatch(batch.Input.to(device), batch.Target.to(device));
    }

    /// <summary>How large a sample's patches are; of whole images, where they lie too.</summary>
    private VoxelBox ShapeOf(int sample) => IsWhole
        ? WholeOf(sizes[samples[sample].Case], samples[sample].Slice)
        : new VoxelBox(0, 0, 0, Options.PatchSize.Length == 2 ? 1 : Options.PatchSize[0], Options.PatchSize[^2], Options.PatchSize[^1]);

    private VoxelBox BoxOf(EpochPlan plan, int patch, CaseVoxels voxels)
    {
        VoxelBox shape = ShapeOf(plan.SampleOf(patch));
        if (IsWhole)
            return shape;
        RandomStream random = plan.Draws(patch);
        (int Z, int Y, int X)? center = plan.IsForeground(patch) && voxels.HasForeground ? voxels.DrawForeground(random) : null;
        return shape with
        {
            Z = Start(center?.Z, shape.Depth, voxels.Depth),
            Y = Start(center?.Y, shape.Height, voxels.Height),
            X = Start(center?.X, shape.Width, voxels.Width),
        };

        int Start(int? middle, int part, int whole) => part >= whole ? (whole - part) / 2
            : middle is { } at ? Math.Clamp(at - part / 2, 0, whole - part) : random.Below(whole - part + 1);
    }

    private VoxelBox WholeOf((int Depth, int Height, int Width) size, int slice) => Options.SpatialDimensions == 2
        ? new VoxelBox(slice, 0, 0, 1, Padded(size.Height), Padded(size.Width))
        : new VoxelBox(0, 0, 0, Padded(size.Depth), Padded(size.Height), Padded(size.Width));

    private int Padded(int length) =>
        (int)Math.Min(int.MaxValue, ((long)length + Options.SizeMultiple - 1) / Options.SizeMultiple * Options.SizeMultiple);
}
