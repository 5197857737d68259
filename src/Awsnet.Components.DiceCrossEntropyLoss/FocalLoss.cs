namespace Awsnet.Components;

/// <summary><see cref="SegmentationLosses.Focal"/> as a module: <c>loss.call(logits, target)</c>.</summary>
public sealed class FocalLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly double gamma;
    private readonly double? alpha;
    private readonly DiceOptions? options;

    /// <summary>Builds the loss.</summary>
    /// <param name="gamma">γ, 0 or more.</param>
    /// <param name="alpha">Balance of background and object, 0 to 1; null for none.</param>
    /// <param name="options">Choices that it shares with Dice; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">A setting outside its range.</exception>
    public FocalLoss(double gamma = 2, double? alpha = null, DiceOptions? options = null)
        : base(nameof(FocalLoss))
    {
        SegmentationLosses.CheckFocal(gamma, alpha);
        options?.Validate();
        this.gamma = gamma;
        this.alpha = alpha;
        this.options = options;
        RegisterComponents();
    }

    /// <summary>The focal loss.</summary>
    /// <param name="logits">[N, C, …].</param>
    /// <param name="target">Labels [N, …] or probabilities [N, C, …].</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">Shapes that do not fit, or a target out of range.</exception>
    public override Tensor forward(Tensor logits, Tensor target) =>
        SegmentationLosses.Focal(logits, target, gamma, alpha, options);
}
