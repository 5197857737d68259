namespace Awsnet.Components;

/// <summary>
/// <see cref="DeepSupervision.Sum(IReadOnlyList{Tensor?}, Tensor, ReadOnlySpan{double}, DiceCrossEntropyOptions?, HeadResolution)"/> as a
/// module: <c>loss.call(heads, target, weights)</c>. The weights come with each call, so a controller may change them
/// every step and nothing is rebuilt.
/// </summary>
public sealed class DeepSupervisionLoss : nn.Module<IReadOnlyList<Tensor?>, Tensor, IReadOnlyList<double>, SupervisionLoss>
{
    private readonly DiceCrossEntropyOptions options;
    private readonly HeadResolution resolution;

    /// <summary>Builds the loss.</summary>
    /// <param name="options">The loss of each head; <see langword="null"/> for the paper's.</param>
    /// <param name="resolution">What is brought to whose size where a head and the target differ.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public DeepSupervisionLoss(
        DiceCrossEntropyOptions? options = null, HeadResolution resolution = HeadResolution.TargetToHead)
        : base(nameof(DeepSupervisionLoss))
    {
        this.options = options ?? new();
        this.options.Validate();
        this.resolution = resolution;
        RegisterComponents();
    }

    /// <summary>L = Σ α_l L_l (Eq. 4).</summary>
    /// <param name="heads">Logits [N, C, …] of each head, deepest first; <see langword="null"/> allowed where the weight is 0.</param>
    /// <param name="target">Labels [N, …] or probabilities [N, C, …].</param>
    /// <param name="weights">α, one per head: finite, 0 or more, not all 0. A head with weight 0 is skipped.</param>
    /// <returns>The sum, and each head's own loss.</returns>
    /// <exception cref="ArgumentException">Wrong weights, a missing head, shapes that do not fit, or a target out of
    /// range.</exception>
    public override SupervisionLoss forward(IReadOnlyList<Tensor?> heads, Tensor target, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return DeepSupervision.Sum(heads, target, weights as double[] ?? [.. weights], options, resolution);
    }
}
