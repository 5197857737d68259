using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>Weighted sums over supervision heads as pure functions: L = Σ_l α_l L_l (Eq. 4).</summary>
public static class DeepSupervision
{
    /// <summary>The weighted sum of the heads' Dice and cross-entropy losses against one target, made ready once.</summary>
    /// <param name="heads">Logits [N, C, …] of each head, deepest first; <see langword="null"/> allowed where the weight is 0.</param>
    /// <param name="target">Labels [N, …] or probabilities [N, C, …].</param>
    /// <param name="weights">α, one per head: finite, 0 or more, not all 0. A head with weight 0 is skipped.</param>
    /// <param name="options">The loss of each head; <see langword="null"/> for the paper's.</param>
    /// <returns>The sum, and each head's own loss.</returns>
    /// <exception cref="ArgumentException">Wrong weights, a missing head, shapes that do not fit, or labels outside the
    /// classes.</exception>
    public static SupervisionLoss Sum(
        IReadOnlyList<Tensor?> heads, Tensor target, ReadOnlySpan<double> weights, DiceCrossEntropyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        options ??= new();
        options.Validate();
        CheckWeights(heads, weights);
        using var scope = NewDisposeScope();
        SegmentationTarget prepared = SegmentationTarget.Prepare(FirstOf(heads), target, options.Dice);
        return Sum(heads, weights, logits => DiceCrossEntropy.Loss(logits, prepared, options)).MoveToOuterDisposeScope();
    }

    /// <summary>The weighted sum of any loss over the heads.</summary>
    /// <param name="heads">Output of each head, deepest first; <see langword="null"/> allowed where the weight is 0.</param>
    /// <param name="weights">α, one per head: finite, 0 or more, not all 0. A head with weight 0 is skipped.</param>
    /// <param name="lossOfHead">The scalar loss of one head.</param>
    /// <returns>The sum, and each head's own loss.</returns>
    /// <exception cref="ArgumentException">Wrong weights, or a missing head.</exception>
    public static SupervisionLoss Sum(IReadOnlyList<Tensor?> heads, ReadOnlySpan<double> weights, Func<Tensor, Tensor> lossOfHead)
    {
        ArgumentNullException.ThrowIfNull(lossOfHead);
        CheckWeights(heads, weights);
        using var scope = NewDisposeScope();
        Tensor? total = null;
        var losses = new Tensor?[heads.Count];
        for (int head = 0; head < heads.Count; head++)
        {
            if (weights[head] == 0)
                continue;
            Tensor loss = lossOfHead(heads[head]!);
            losses[head] = loss;
            total = total is null ? loss * weights[head] : total + loss * weights[head];
        }
        return new SupervisionLoss(total!, losses).MoveToOuterDisposeScope();
    }

    /// <summary>Each head's own loss, on the graph: for weights that are themselves trained.</summary>
    /// <param name="heads">Logits [N, C, …] of each head, deepest first.</param>
    /// <param name="target">Labels [N, …] or probabilities [N, C, …].</param>
    /// <param name="options">The loss of each head; <see langword="null"/> for the paper's.</param>
    /// <returns>[heads].</returns>
    /// <exception cref="ArgumentException">Shapes that do not fit, or labels outside the classes.</exception>
    public static Tensor PerHead(IReadOnlyList<Tensor> heads, Tensor target, DiceCrossEntropyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        options ??= new();
        options.Validate();
        using var scope = NewDisposeScope();
        SegmentationTarget prepared = SegmentationTarget.Prepare(FirstOf(heads), target, options.Dice);
        return stack([.. heads.Select(logits => DiceCrossEntropy.Loss(logits, prepared, options))]).MoveToOuterDisposeScope();
    }

    private static SupervisionLoss MoveToOuterDisposeScope(this SupervisionLoss loss)
    {
        loss.Total.MoveToOuterDisposeScope();
        foreach (Tensor? head in loss.Heads)
            head?.MoveToOuterDisposeScope();
        return loss;
    }

    private static Tensor FirstOf(IReadOnlyList<Tensor?> heads)
    {
        ArgumentNullException.ThrowIfNull(heads);
        return heads.FirstOrDefault(head => head is not null) ?? throw new ArgumentException("No head was given.", nameof(heads));
    }

    private static void CheckWeights(IReadOnlyList<Tensor?> heads, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(heads);
        if (weights.Length != heads.Count)
            throw new ArgumentException(
                $"Got {weights.Length} weights for {heads.Count} heads; give one weight per head, deepest first.", nameof(weights));
        bool any = false;
        for (int head = 0; head < weights.Length; head++)
        {
            if (!(weights[head] >= 0 && double.IsFinite(weights[head])))
                throw new ArgumentException($"Weight {head} is {weights[head]}; weights must be finite and 0 or more.", nameof(weights));
            if (weights[head] != 0 && heads[head] is null)
                throw new ArgumentException(
                    $"Weight {head} is {weights[head]} but head {head} was not computed; ask the network for it.", nameof(heads));
            any |= weights[head] != 0;
        }
        if (!any)
            throw new ArgumentException("Every weight is 0; at least one head must count.", nameof(weights));
    }
}
