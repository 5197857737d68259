namespace Awsnet.Components;

/// <summary><see cref="DiceCrossEntropy.Dice"/> as a module: <c>loss.call(logits, target)</c>.</summary>
public sealed class DiceLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly DiceOptions options;

    /// <summary>Builds the loss.</summary>
    /// <param name="options">Choices; <see langword="null"/> for the paper's.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public DiceLoss(DiceOptions? options = null) : base(nameof(DiceLoss))
    {
        this.options = options ?? new();
        this.options.Validate();
        RegisterComponents();
    }

    /// <summary>The soft Dice loss (Eq. 1).</summary>
    /// <param name="logits">[N, C, …].</param>
    /// <param name="target">Labels [N, …] or probabilities [N, C, …].</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">Shapes that do not fit, or a target out of range.</exception>
    public override Tensor forward(Tensor logits, Tensor target) => DiceCrossEntropy.Dice(logits, target, options);
}
