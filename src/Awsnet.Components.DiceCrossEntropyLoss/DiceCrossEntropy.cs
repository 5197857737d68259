using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components;

/// <summary>
/// Soft Dice, cross-entropy and their sum as pure functions of logits and target.
/// <code>
/// L_Dice = Σ_c w_c · mean_n (1 − (2 Σ p t + ε) / (Σ p + Σ t + ε))     (Eq. 1)
/// L      = L_Dice + λ_CE · L_CE                                       (Eq. 3)
/// </code>
/// </summary>
/// <remarks>
/// <para>Logits are [N, C, …] with any number of spatial axes. The target is integer labels [N, …], or probabilities
/// [N, C, …] of a floating type. With C &gt; 1, p is the softmax over the classes; with C = 1 it is the sigmoid of the one
/// channel, labels are 0 and 1, and the cross-entropy is the binary one: a softmax over one channel would always be 1.</para>
/// <para>bfloat16 and half logits are widened to fp32 first. The results are scalars in the dispose scope of the caller.</para>
/// </remarks>
public static class DiceCrossEntropy
{
    /// <summary>The soft Dice loss (Eq. 1).</summary>
    /// <param name="logits">[N, C, …].</param>
    /// <param name="target">Labels [N, …] or probabilities [N, C, …].</param>
    /// <param name="options">Choices; <see langword="null"/> for the paper's.</param>
    /// <returns>A scalar: 0 for a perfect prediction; at most the number of classes (sum) or 1 (mean) with equal weights.</returns>
    /// <exception cref="ArgumentException">Shapes that do not fit, a target out of range, or an option outside its range.</exception>
    public static Tensor Dice(Tensor logits, Tensor target, DiceOptions? options = null)
    {
        DiceCrossEntropyOptions dice = new() { Dice = options ?? new(), CrossEntropyWeight = 0 };
        return Loss(logits, target, dice);
    }

    /// <summary>The cross-entropy: the mean over the pixels that count, weighed by class as PyTorch does.</summary>
    /// <param name="logits">[N, C, …].</param>
    /// <param name="target">Labels [N, …] or probabilities [N, C, …].</param>
    /// <param name="options">Class weights, ignore label and label check; <see langword="null"/> for none, none, and yes.</param>
    /// <returns>A scalar, 0 or more; exactly 0 where every pixel is ignored or of a class of weight 0.</returns>
    /// <exception cref="ArgumentException">Shapes that do not fit, a target out of range, or an option outside its range.</exception>
    public static Tensor CrossEntropy(Tensor logits, Tensor target, DiceOptions? options = null)
    {
        DiceCrossEntropyOptions entropy = new() { Dice = options ?? new(), DiceWeight = 0, CrossEntropyWeight = 1 };
        return Loss(logits, target, entropy);
    }

    /// <summary>The hybrid loss (Eq. 3).</summary>
    /// <param name="logits">[N, C, …].</param>
    /// <param name="target">Labels [N, …] or probabilities [N, C, …].</param>
    /// <param name="options">Choices; <see langword="null"/> for the paper's.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">Shapes that do not fit, a target out of range, or an option outside its range.</exception>
    public static Tensor Loss(Tensor logits, Tensor target, DiceCrossEntropyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(target);
        options ??= new();
        options.Validate();
        using var scope = NewDisposeScope();
        return Loss(logits, SegmentationTarget.Prepare(logits, target, options.Dice), options).MoveToOuterDisposeScope();
    }

    /// <summary>The hybrid loss against a target made ready before.</summary>
    internal static Tensor Loss(Tensor logits, SegmentationTarget target, DiceCrossEntropyOptions options)
    {
        if (!logits.shape.AsSpan().SequenceEqual(target.LogitsShape))
            throw new ArgumentException(
                $"Logits are [{string.Join(", ", logits.shape)}]; expected [{string.Join(", ", target.LogitsShape)}], like the first.");
        using var scope = NewDisposeScope();
        Tensor wide = logits.flatten(2).to(SegmentationTarget.ComputationType(logits));
        Tensor loss = wide.shape[1] == 1 ? BinaryLoss(wide, target, options) : MulticlassLoss(wide, target, options);
        return loss.MoveToOuterDisposeScope();
    }

    private static Tensor MulticlassLoss(Tensor logits, SegmentationTarget target, DiceCrossEntropyOptions options)
    {
        Tensor logProbabilities = logits.log_softmax(1);
        Tensor? dice = options.DiceWeight == 0 ? null : DiceTerm(logProbabilities.exp(), target, options.Dice);
        Tensor? crossEntropy = options.CrossEntropyWeight == 0 ? null : CrossEntropyTerm(logProbabilities, target, options.Dice);
        return WeightedSum(dice, crossEntropy, options);
    }

    private static Tensor BinaryLoss(Tensor logits, SegmentationTarget target, DiceCrossEntropyOptions options)
    {
        Tensor? dice = options.DiceWeight == 0 ? null : DiceTerm(logits.sigmoid(), target, options.Dice);
        Tensor? crossEntropy = options.CrossEntropyWeight == 0 ? null : BinaryCrossEntropyTerm(logits, target);
        return WeightedSum(dice, crossEntropy, options);
    }

    private static Tensor WeightedSum(Tensor? dice, Tensor? crossEntropy, DiceCrossEntropyOptions options)
    {
        if (crossEntropy is null)
            return dice! * options.DiceWeight;
        return dice is null
            ? crossEntropy * options.CrossEntropyWeight
            : dice * options.DiceWeight + crossEntropy * options.CrossEntropyWeight;
    }

    private static Tensor DiceTerm(Tensor probabilities, SegmentationTarget target, DiceOptions options)
    {
        Tensor truth = target.Membership;
        Tensor predicted = target.Counted is { } counted ? probabilities * counted : probabilities;
        Tensor intersection = (predicted * truth).sum(-1);
        Tensor predictedMass = (options.SquaredDenominator ? predicted.square() : predicted).sum(-1);
        Tensor trueMass = (options.SquaredDenominator ? truth.square() : truth).sum(-1);
        if (options.Aggregation == DiceAggregation.Batch)
        {
            intersection = intersection.sum(0, keepdim: true);
            predictedMass = predictedMass.sum(0, keepdim: true);
            trueMass = trueMass.sum(0, keepdim: true);
        }
        Tensor dice = (2 * intersection + options.Smoothing) / (predictedMass + trueMass + options.Smoothing);
        return ReduceClasses(1 - dice.mean([0L]), options);
    }

    /// <summary>One number of the classes' losses [C].</summary>
    internal static Tensor ReduceClasses(Tensor losses, DiceOptions options)
    {
        Tensor counted = CountedClasses(losses.unsqueeze(0), options).squeeze(0);
        if (ClassFactors(options, losses.shape[0]) is not { } factors)
            return options.Reduction == ClassReduction.Sum ? counted.sum() : counted.mean();
        Tensor weighted = (counted * tensor(factors, losses.dtype, losses.device)).sum();
        return options.Reduction == ClassReduction.Sum ? weighted : weighted / factors.Sum();
    }

    /// <summary>Those of the classes in [N, C] that count.</summary>
    internal static Tensor CountedClasses(Tensor ofClasses, DiceOptions options)
    {
        long classes = ofClasses.shape[1], first = FirstClass(options, classes);
        return first == 0 ? ofClasses : ofClasses.narrow(1, first, classes - first);
    }

    /// <summary>The weights of the classes that count, or none.</summary>
    internal static double[]? ClassFactors(DiceOptions options, long classes) =>
        options.ClassWeights is { } weights ? [.. weights.Skip((int)FirstClass(options, classes))] : null;

    private static long FirstClass(DiceOptions options, long classes) => options.IncludeBackground || classes == 1 ? 0 : 1;

    private static Tensor CrossEntropyTerm(Tensor logProbabilities, SegmentationTarget target, DiceOptions options)
    {
        Tensor? weights = options.ClassWeights is { } given
            ? tensor(given.ToArray(), logProbabilities.dtype, logProbabilities.device)
            : null;
        if (target.Labels is { } labels && target.Counted is null)
            return weights is null
                ? F.nll_loss(logProbabilities, labels)
                : DivideByMass(
                    F.nll_loss(logProbabilities, labels, weights, reduction: nn.Reduction.Sum),
                    (target.Membership.sum([0L, 2L]) * weights).sum());

        Tensor mass = weights is null ? target.Membership : target.Membership * weights.view(1, -1, 1);
        Tensor sum = -(mass * WhereCounted(logProbabilities, mass)).sum();
        // Labels: the weighted mean over the pixels that count. Probabilities: the mean over all pixels, as PyTorch defines it.
        return target.Labels is null ? sum / (mass.shape[0] * mass.shape[2]) : DivideByMass(sum, mass.sum());
    }

    private static Tensor BinaryCrossEntropyTerm(Tensor logits, SegmentationTarget target)
    {
        if (target.Counted is not { } counted)
            return F.binary_cross_entropy_with_logits(logits, target.Membership);
        Tensor sum = F.binary_cross_entropy_with_logits(logits, target.Membership, counted, nn.Reduction.Sum);
        return DivideByMass(sum, counted.sum());
    }

    /// <summary>Logarithms where the mass is above 0, and 0 elsewhere: minus infinity times 0 would be not-a-number.</summary>
    internal static Tensor WhereCounted(Tensor logarithms, Tensor mass) => logarithms.masked_fill(mass.eq(0), 0);

    /// <summary>sum / mass, and 0 instead of 0/0 where nothing counts.</summary>
    private static Tensor DivideByMass(Tensor sum, Tensor mass) => sum / mass.clamp_min(1e-12);
}
