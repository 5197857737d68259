using System.Globalization;

namespace Awsnet.Components;

/// <summary>
/// A target made ready once for all heads that are compared with it: class membership, what counts, and how much.
/// Its tensors belong to the dispose scope it was made in.
/// </summary>
internal sealed class SegmentationTarget
{
    /// <summary>How far narrow types, sums and interpolation may take a probability beyond 0 and 1.</summary>
    private const double Rounding = 0.01;

    private SegmentationTarget(long[] logitsShape, Tensor membership)
    {
        LogitsShape = logitsShape;
        Membership = membership;
    }

    /// <summary>The shape that logits must have, [N, C, …].</summary>
    public long[] LogitsShape { get; }

    /// <summary>t, [N, C, pixels], in the type the loss is computed in; 0 throughout where a pixel is ignored.</summary>
    public Tensor Membership { get; }

    /// <summary>int64 labels [N, pixels], ignored pixels at 0; null for soft targets and for one channel.</summary>
    public Tensor? Labels { get; private init; }

    /// <summary>1 where a pixel counts and 0 where not, [N, 1, pixels]; null where all count.</summary>
    public Tensor? Counted { get; private init; }

    /// <summary>Whether logits have the spatial size that this target was made ready for.</summary>
    public bool IsSizeOf(Tensor logits) =>
        logits.Dimensions == LogitsShape.Length && logits.shape.AsSpan(2).SequenceEqual(LogitsShape.AsSpan(2));

    /// <summary>Refuses logits of another batch or of other classes; their spatial size is free.</summary>
    public void CheckChannels(Tensor logits)
    {
        if (!logits.shape.AsSpan(0, 2).SequenceEqual(LogitsShape.AsSpan(0, 2)))
            throw new ArgumentException(
                $"Logits are [{string.Join(", ", logits.shape)}]; expected [{LogitsShape[0]}, {LogitsShape[1]}, …], like the first.");
    }

    public static SegmentationTarget Prepare(Tensor logits, Tensor target, DiceOptions options)
    {
        ScalarType type = ComputationType(logits);
        if (logits.NumberOfElements == 0)
            throw new ArgumentException(
                $"Logits are [{string.Join(", ", logits.shape)}], which have no pixel, and their loss would be no number; leave such a " +
                "batch out.");
        if (options.ClassWeights is { } weights)
            CheckClassWeights(weights, logits, options);
        return target.is_floating_point() ? FromProbabilities(logits, target, options, type) : FromLabels(logits, target, options, type);
    }

    /// <summary>Half and bfloat16 are too coarse to sum thousands of pixels in.</summary>
    public static ScalarType ComputationType(Tensor logits) =>
        logits.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;

    private static SegmentationTarget FromProbabilities(Tensor logits, Tensor target, DiceOptions options, ScalarType type)
    {
        if (logits.Dimensions < 3 || !logits.shape.AsSpan().SequenceEqual(target.shape))
            throw ShapeMismatch(logits, target);
        if (options.IgnoreLabel is { } ignored)
            throw new ArgumentException(
                $"IgnoreLabel is {ignored} but the target holds probabilities; give labels of an integer type, or no ignore label.");
        if (options.CheckLabels)
            CheckProbabilities(target);
        return new SegmentationTarget(logits.shape, target.flatten(2).to(type));
    }

    private static SegmentationTarget FromLabels(Tensor logits, Tensor target, DiceOptions options, ScalarType type)
    {
        bool fits = logits.Dimensions >= 3 && target.Dimensions == logits.Dimensions - 1
            && target.shape[0] == logits.shape[0] && target.shape.AsSpan(1).SequenceEqual(logits.shape.AsSpan(2));
        if (!fits)
            throw ShapeMismatch(logits, target);

        Tensor labels = target.flatten(1).to(ScalarType.Int64);
        Tensor? counted = null;
        if (options.IgnoreLabel is { } ignored)
        {
            Tensor counts = labels.ne(ignored);
            labels = labels.masked_fill(counts.logical_not(), 0);
            counted = counts.unsqueeze(1).to(type);
        }
        bool oneChannel = logits.shape[1] == 1;
        long classes = oneChannel ? 2 : logits.shape[1];
        if (options.CheckLabels)
            CheckRange(labels, classes);

        Tensor membership = oneChannel ? labels.unsqueeze(1).to(type) : OneHot(labels, classes, type);
        return new SegmentationTarget(logits.shape, counted is null ? membership : membership * counted)
        {
            Labels = oneChannel ? null : labels,
            Counted = counted,
        };
    }

    /// <summary>[N, pixels] labels to [N, C, pixels], without an int64 copy per class.</summary>
    private static Tensor OneHot(Tensor labels, long classes, ScalarType type) =>
        labels.unsqueeze(1).eq(arange(classes, ScalarType.Int64, labels.device).view(1, classes, 1)).to(type);

    private static void CheckClassWeights(IReadOnlyList<double> weights, Tensor logits, DiceOptions options)
    {
        long channels = logits.Dimensions > 1 ? logits.shape[1] : 0;
        if (weights.Count != channels || channels == 1)
            throw new ArgumentException(
                $"ClassWeights has {weights.Count} entries and the logits {channels} channels; give one for each of 2 or more channels.");
        if (!options.IncludeBackground && weights.Skip(1).All(weight => weight == 0))
            throw new ArgumentException(
                $"ClassWeights is [{string.Join(", ", weights)}] and the background is not counted; one of the others must not be 0.");
    }

    private static void CheckRange(Tensor labels, long classes)
    {
        Tensor range = stack([labels.min(), labels.max()]).cpu();
        long least = range.data<long>()[0], greatest = range.data<long>()[1];
        if (least < 0 || greatest >= classes)
            throw new ArgumentException(
                $"The labels go from {least} to {greatest}; expected 0 to {classes - 1} for {classes} classes. Map them, or set " +
                    "IgnoreLabel for the one to skip.");
    }

    private static void CheckProbabilities(Tensor target)
    {
        // Not a number is both the least and the greatest of what it is among.
        Tensor range = stack([target.detach().min(), target.detach().max()]).to(ScalarType.Float64).cpu();
        double least = range.data<double>()[0], greatest = range.data<double>()[1];
        if (!(least >= -Rounding && greatest <= 1 + Rounding))
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The target's probabilities go from {least:g4} to {greatest:g4}; ") +
                "expected 0 to 1, each class's part of a pixel. Give such parts, or labels of an integer type.");
    }

    private static ArgumentException ShapeMismatch(Tensor logits, Tensor target) => new(
        $"Logits are [{string.Join(", ", logits.shape)}] and the target is {target.dtype} [{string.Join(", ", target.shape)}]; " +
        "expected logits [N, C, …] with integer labels [N, …] or with probabilities [N, C, …].");
}
