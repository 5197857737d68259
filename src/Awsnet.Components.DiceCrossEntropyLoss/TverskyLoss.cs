namespace Awsnet.Components;

/// <summary><see cref="SegmentationLosses.Tversky"/> as a module: <c>loss.call(logits, target)</c>.</summary>
public sealed class TverskyLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly double alpha;
    private readonly double beta;
    private readonly DiceOptions? options;

    /// <summary>Builds the loss.</summary>
    /// <param name="alpha">α, the price of what is wrongly found.</param>
    /// <param name="beta">β, the price of what is missed.</param>
    /// <param name="options">Choices that it shares with Dice; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">A setting outside its range.</exception>
    public TverskyLoss(double alpha = 0.5, double beta = 0.5, DiceOptions? options = null)
        : base(nameof(TverskyLoss))
    {
        SegmentationLosses.CheckTversky(alpha, beta);
        options?.Validate();
        this.alpha = alpha;
        this.beta = beta;
        this.options = options;
        RegisterComponents();
    }

    /// <summary>The Tversky loss.</summary>
    /// <param name="logits">[N, C, …].</param>
    /// <param name="target">Labels [N, …] or probabilities [N, C, …].</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">Shapes that do not fit, or a target out of range.</exception>
    public override Tensor forward(Tensor logits, Tensor target) =>
        SegmentationLosses.Tversky(logits, target, alpha, beta, options);
}
