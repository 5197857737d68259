namespace Awsnet.Components;

/// <summary>Weighted sums over supervision heads as pure functions: L = Σ_l α_l L_l (Eq. 4).</summary>
/// <remarks>Heads may have sizes of their own: see <see cref="HeadResolution"/>.</remarks>
public static class DeepSupervision
{
    /// <summary>The weighted sum of the heads' Dice and cross-entropy losses against one target, made ready once for each size.</summary>
    /// <param name="heads">Logits [N, C, …] of each head, deepest first; <see langword="null"/> allowed where the weight is 0.</param>
    /// <param name="target">Labels [N, …] or probabilities [N, C, …].</param>
    /// <param name="weights">α, one per head: finite, 0 or more, not all 0. A head with weight 0 is skipped.</param>
    /// <param name="options">The loss of each head; <see langword="null"/> for the paper's.</param>
    /// <param name="resolution">What is brought to whose size where a head and the target differ.</param>
    /// <returns>The sum, and each head's own loss.</returns>
    /// <exception cref="ArgumentException">Wrong weights, a missing head, shapes that do not fit, or a target out of
    /// range.</exception>
    public static SupervisionLoss Sum(
        IReadOnlyList<Tensor?> heads, Tensor target, ReadOnlySpan<double> weights, DiceCrossEntropyOptions? options = null,
        HeadResolution resolution = HeadResolution.TargetToHead)
    {
        CheckWeights(heads, weights);
        using var scope = NewDisposeScope();
        return Sum(heads, weights, LossOfHead(target, options, resolution)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc cref="Sum(IReadOnlyList{Tensor?}, Tensor, ReadOnlySpan{double}, DiceCrossEntropyOptions?, HeadResolution)"/>
    /// <param name="heads">Logits [N, C, …] of each head, deepest first; <see langword="null"/> allowed where the weight is 0.</param>
    /// <param name="headNames">The heads' names, deepest first, as a network lists them.</param>
    /// <param name="target">Labels [N, …] or probabilities [N, C, …].</param>
    /// <param name="weights">α by name, one per head, such as a controller's <c>LossWeights</c>.</param>
    /// <param name="options">The loss of each head; <see langword="null"/> for the paper's.</param>
    /// <param name="resolution">What is brought to whose size where a head and the target differ.</param>
    public static SupervisionLoss Sum(
        IReadOnlyList<Tensor?> heads, IReadOnlyList<string> headNames, Tensor target, IReadOnlyDictionary<string, double> weights,
        DiceCrossEntropyOptions? options = null, HeadResolution resolution = HeadResolution.TargetToHead) =>
        Sum(heads, target, HeadWeights.ByName(headNames, weights), options, resolution);

    /// <summary>The weighted sum of any loss of head and target, at one size.</summary>
    /// <param name="heads">Logits [N, C, …] of each head, deepest first; <see langword="null"/> allowed where the weight is 0.</param>
    /// <param name="target">Labels [N, …] of an integer type, or [N, C, …] of a floating type.</param>
    /// <param name="weights">α, one per head: finite, 0 or more, not all 0. A head with weight 0 is skipped.</param>
    /// <param name="lossOfHead">The scalar loss of one head and the target, such as <c>SegmentationLosses.Focal</c>.</param>
    /// <param name="resolution">What is brought to whose size where a head and the target differ.</param>
    /// <returns>The sum, and each head's own loss.</returns>
    /// <exception cref="ArgumentException">Wrong weights, a missing head, or a loss that is no scalar.</exception>
    public static SupervisionLoss Sum(
        IReadOnlyList<Tensor?> heads, Tensor target, ReadOnlySpan<double> weights, Func<Tensor, Tensor, Tensor> lossOfHead,
        HeadResolution resolution = HeadResolution.TargetToHead)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(lossOfHead);
        CheckWeights(heads, weights);
        using var scope = NewDisposeScope();
        var scaling = new HeadScaling(target, resolution);
        return Sum(heads, weights, head =>
        {
            (Tensor logits, Tensor scaled) = scaling.Fit(head);
            return lossOfHead(logits, scaled);
        }).MoveToOuterDisposeScope();
    }

    /// <summary>The weighted sum of any loss over the heads.</summary>
    /// <param name="heads">Output of each head, deepest first; <see langword="null"/> allowed where the weight is 0.</param>
    /// <param name="weights">α, one per head: finite, 0 or more, not all 0. A head with weight 0 is skipped.</param>
    /// <param name="lossOfHead">The scalar loss of one head.</param>
    /// <returns>The sum, and each head's own loss.</returns>
    /// <exception cref="ArgumentException">Wrong weights, a missing head, or a loss that is no scalar.</exception>
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
            Tensor? loss = lossOfHead(heads[head]!);
            if (loss is null || loss.NumberOfElements != 1)
                throw new ArgumentException(
                    $"The loss of head {head} is {(loss is null ? "null" : $"[{string.Join(", ", loss.shape)}]")}; return a scalar, for " +
                    "instance a mean.", nameof(lossOfHead));
            losses[head] = loss;
            total = total is null ? loss * weights[head] : total + loss * weights[head];
        }
        return new SupervisionLoss(total!, losses).MoveToOuterDisposeScope();
    }

    /// <summary>Each head's own loss, on the graph: for weights that are themselves trained.</summary>
    /// <param name="heads">Logits [N, C, …] of each head, deepest first.</param>
    /// <param name="target">Labels [N, …] or probabilities [N, C, …].</param>
    /// <param name="options">The loss of each head; <see langword="null"/> for the paper's.</param>
    /// <param name="resolution">What is brought to whose size where a head and the target differ.</param>
    /// <returns>[heads].</returns>
    /// <exception cref="ArgumentException">A missing head, shapes that do not fit, or a target out of range.</exception>
    public static Tensor PerHead(
        IReadOnlyList<Tensor> heads, Tensor target, DiceCrossEntropyOptions? options = null,
        HeadResolution resolution = HeadResolution.TargetToHead)
    {
        ArgumentNullException.ThrowIfNull(heads);
        if (heads.Count == 0)
            throw new ArgumentException("No head was given.", nameof(heads));
        if (heads.Any(head => head is null))
            throw new ArgumentException("A head was not computed; ask the network for all of them.", nameof(heads));
        using var scope = NewDisposeScope();
        return stack([.. heads.Select(LossOfHead(target, options, resolution))]).MoveToOuterDisposeScope();
    }

    /// <summary>Dice and cross-entropy of one head after another; a target is made ready once for each size.</summary>
    private static Func<Tensor, Tensor> LossOfHead(Tensor target, DiceCrossEntropyOptions? options, HeadResolution resolution)
    {
        ArgumentNullException.ThrowIfNull(target);
        DiceCrossEntropyOptions chosen = options ?? new();
        chosen.Validate();
        var scaling = new HeadScaling(target, resolution);
        List<SegmentationTarget> prepared = [];
        return head =>
        {
            (Tensor logits, Tensor scaled) = scaling.Fit(head);
            SegmentationTarget? ready = prepared.Find(one => one.IsSizeOf(logits));
            if (ready is null)
                prepared.Add(ready = SegmentationTarget.Prepare(logits, scaled, chosen.Dice));
            prepared[0].CheckChannels(logits);
            return DiceCrossEntropy.Loss(logits, ready, chosen);
        };
    }

    private static SupervisionLoss MoveToOuterDisposeScope(this SupervisionLoss loss)
    {
        loss.Total.MoveToOuterDisposeScope();
        foreach (Tensor? head in loss.Heads)
            head?.MoveToOuterDisposeScope();
        return loss;
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
