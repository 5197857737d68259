using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components;

/// <summary>
/// Other losses of logits and target, with the choices of <see cref="DiceOptions"/> that concern them. Targets, one channel, class weights,
/// ignored labels and narrow numbers are treated as in <see cref="DiceCrossEntropy"/>; p is the softmax over the classes, or the sigmoid of
/// one channel, and t the target.
/// </summary>
public static class SegmentationLosses
{
    /// <summary>
    /// The focal loss (Lin et al. 2017), cross-entropy that forgets the easy pixels:
    /// <code>
    /// L_c = mean over the pixels that count of −t_c (1 − p_c)^γ log p_c,   L = Σ_c w_c L_c
    /// </code>
    /// </summary>
    /// <param name="logits">[N, C, …].</param>
    /// <param name="target">Labels [N, …] or probabilities [N, C, …].</param>
    /// <param name="gamma">γ, 0 or more: 0 is cross-entropy.</param>
    /// <param name="alpha">Balance of background and object: the background's terms count 1 − α, all others α; 0 to 1. Null (the default)
    /// leaves both at 1.</param>
    /// <param name="options"><see cref="DiceOptions.Reduction"/> over the classes, <see cref="DiceOptions.IncludeBackground"/>, class
    /// weights, ignore label and label check; null for the sum over all of them.</param>
    /// <returns>A scalar, 0 or more.</returns>
    /// <exception cref="ArgumentException">Shapes that do not fit, a target out of range, or a setting outside its range.</exception>
    public static Tensor Focal(Tensor logits, Tensor target, double gamma = 2, double? alpha = null, DiceOptions? options = null)
    {
        CheckFocal(gamma, alpha);
        return Loss(logits, target, options, (wide, prepared, chosen) =>
            wide.shape[1] == 1 ? BinaryFocal(wide, prepared, gamma, alpha) : MulticlassFocal(wide, prepared, gamma, alpha, chosen));
    }

    /// <summary>
    /// The Tversky loss (Salehi et al. 2017), Dice with a price for each kind of mistake:
    /// <code>
    /// L_c = mean_n (1 − (Σ p t + ε) / (Σ p t + α Σ p (1 − t) + β Σ (1 − p) t + ε)),   L = Σ_c w_c L_c
    /// </code>
    /// </summary>
    /// <param name="logits">[N, C, …].</param>
    /// <param name="target">Labels [N, …] or probabilities [N, C, …].</param>
    /// <param name="alpha">α, the price of what is wrongly found: finite, 0 or more. With 0.5 for both it is Dice, but for ε.</param>
    /// <param name="beta">β, the price of what is missed: finite, 0 or more.</param>
    /// <param name="options">All but <see cref="DiceOptions.SquaredDenominator"/>; null for its defaults.</param>
    /// <returns>A scalar: 0 for a perfect prediction.</returns>
    /// <exception cref="ArgumentException">Shapes that do not fit, a target out of range, or a setting outside its range.</exception>
    public static Tensor Tversky(Tensor logits, Tensor target, double alpha = 0.5, double beta = 0.5, DiceOptions? options = null)
    {
        CheckTversky(alpha, beta);
        return Loss(logits, target, options, (wide, prepared, chosen) =>
        {
            (Tensor both, Tensor predicted, Tensor truth) = Masses(wide, prepared, chosen);
            Tensor wrong = alpha * (predicted - both) + beta * (truth - both);
            Tensor score = (both + chosen.Smoothing) / (both + wrong + chosen.Smoothing);
            return DiceCrossEntropy.ReduceClasses(1 - score.mean([0L]), chosen);
        });
    }

    /// <summary>
    /// The generalized Dice loss (Sudre et al. 2017), in which small structures count as much as large ones:
    /// <code>
    /// L = mean_n (1 − (2 Σ_c v_c Σ p t + ε) / (Σ_c v_c (Σ p + Σ t) + ε)),   v_c = w_c / (Σ t)^k
    /// </code>
    /// A class that a sample does not have gets the largest 1 / (Σ t)^k of those that it has. A sample without any counted class
    /// costs 0 and teaches nothing where k is above 0: false alarms in it go unpunished.
    /// </summary>
    /// <param name="logits">[N, C, …].</param>
    /// <param name="target">Labels [N, …] or probabilities [N, C, …].</param>
    /// <param name="power">k: 2 (the default) as published, 1 is milder, 0 weighs all classes alike.</param>
    /// <param name="options">All but <see cref="DiceOptions.SquaredDenominator"/> and <see cref="DiceOptions.Reduction"/>: the classes
    /// stand in one fraction. Null for its defaults.</param>
    /// <returns>A scalar in [0, 1]: 0 for a perfect prediction.</returns>
    /// <exception cref="ArgumentException">Shapes that do not fit, a target out of range, or a setting outside its range.</exception>
    public static Tensor GeneralizedDice(Tensor logits, Tensor target, double power = 2, DiceOptions? options = null)
    {
        CheckGeneralizedDice(power);
        return Loss(logits, target, options, (wide, prepared, chosen) =>
        {
            (Tensor both, Tensor predicted, Tensor truth) = Masses(wide, prepared, chosen);
            Tensor volume = DiceCrossEntropy.CountedClasses(truth.detach(), chosen);
            Tensor weight = volume.pow(-power);
            Tensor isAbsent = weight.isinf();
            weight = weight.masked_fill(isAbsent, 0);
            weight = weight.where(isAbsent.logical_not(), weight.amax([1L], keepdim: true));
            if (DiceCrossEntropy.ClassFactors(chosen, wide.shape[1]) is { } factors)
                weight = weight * tensor(factors, weight.dtype, weight.device);
            Tensor overlap = (DiceCrossEntropy.CountedClasses(both, chosen) * weight).sum(1);
            Tensor mass = (DiceCrossEntropy.CountedClasses(predicted + truth, chosen) * weight).sum(1);
            return (1 - (2 * overlap + chosen.Smoothing) / (mass + chosen.Smoothing)).mean();
        });
    }

    internal static void CheckFocal(double gamma, double? alpha)
    {
        Option.Require(gamma >= 0 && double.IsFinite(gamma), $"gamma is {gamma}; give a finite number of 0 or more, such as 2.");
        Option.Require(alpha is null or (>= 0 and <= 1), $"alpha is {alpha}; give a number from 0 to 1, or none.");
    }

    internal static void CheckTversky(double alpha, double beta) => Option.Require(
        alpha >= 0 && beta >= 0 && double.IsFinite(alpha + beta) && alpha + beta > 0,
        $"alpha is {alpha} and beta {beta}; give finite numbers of 0 or more, not both 0.");

    internal static void CheckGeneralizedDice(double power) =>
        Option.Require(power >= 0 && double.IsFinite(power), $"power is {power}; give a finite number of 0 or more, such as 2.");

    private static Tensor MulticlassFocal(Tensor logits, SegmentationTarget target, double gamma, double? alpha, DiceOptions options)
    {
        Tensor logProbabilities = DiceCrossEntropy.WhereCounted(logits.log_softmax(1), target.Membership);
        Tensor losses = -(target.Membership * Forgotten(logProbabilities, gamma) * logProbabilities).sum([0L, 2L]) / PixelsOf(target);
        if (alpha is { } balance)
            losses = losses * tensor([1 - balance, .. Enumerable.Repeat(balance, (int)losses.shape[0] - 1)], losses.dtype, losses.device);
        return DiceCrossEntropy.ReduceClasses(losses, options);
    }

    private static Tensor BinaryFocal(Tensor logits, SegmentationTarget target, double gamma, double? alpha)
    {
        Tensor truth = target.Membership, other = target.Counted is { } counted ? counted - truth : 1 - truth;
        Tensor logObject = DiceCrossEntropy.WhereCounted(F.logsigmoid(logits), truth);
        Tensor logBackground = DiceCrossEntropy.WhereCounted(F.logsigmoid(-logits), other);
        Tensor ofObject = -truth * Forgotten(logObject, gamma) * logObject;
        Tensor ofBackground = -other * Forgotten(logBackground, gamma) * logBackground;
        Tensor losses = alpha is { } balance ? balance * ofObject + (1 - balance) * ofBackground : ofObject + ofBackground;
        return losses.sum() / PixelsOf(target);
    }

    /// <summary>(1 − p)^γ. A p that rounds to 1 has no slope that is a number where γ is below 1, so it is kept just below.</summary>
    private static Tensor Forgotten(Tensor logProbabilities, double gamma) =>
        gamma == 0 ? ones_like(logProbabilities) : (-logProbabilities.expm1()).clamp_min(1e-12).pow(gamma);

    /// <summary>The pixels that count, in all samples together, at least a trace of one.</summary>
    private static Tensor PixelsOf(SegmentationTarget target) => target.Counted is { } counted
        ? counted.sum().clamp_min(1e-12)
        : tensor((double)target.Membership.shape[0] * target.Membership.shape[2], target.Membership.dtype, target.Membership.device);

    /// <summary>Σ p t, Σ p and Σ t of each sample (or of the batch as one) and class, [N, C].</summary>
    private static (Tensor Both, Tensor Predicted, Tensor Truth) Masses(Tensor logits, SegmentationTarget target, DiceOptions options)
    {
        Tensor probabilities = logits.shape[1] == 1 ? logits.sigmoid() : logits.softmax(1);
        if (target.Counted is { } counted)
            probabilities = probabilities * counted;
        long[] axes = options.Aggregation == DiceAggregation.Batch ? [0, 2] : [2];
        bool keep = options.Aggregation == DiceAggregation.Batch;
        return (Sum(probabilities * target.Membership), Sum(probabilities), Sum(target.Membership));

        Tensor Sum(Tensor numbers) => keep ? numbers.sum(axes).unsqueeze(0) : numbers.sum(axes);
    }

    private static Tensor Loss(
        Tensor logits, Tensor target, DiceOptions? options, Func<Tensor, SegmentationTarget, DiceOptions, Tensor> loss)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(target);
        options ??= new();
        options.Validate();
        using var scope = NewDisposeScope();
        SegmentationTarget prepared = SegmentationTarget.Prepare(logits, target, options);
        Tensor wide = logits.flatten(2).to(SegmentationTarget.ComputationType(logits));
        return loss(wide, prepared, options).MoveToOuterDisposeScope();
    }
}
