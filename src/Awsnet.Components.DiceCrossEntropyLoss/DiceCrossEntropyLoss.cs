namespace Awsnet.Components;

/// <summary>
/// <see cref="DiceCrossEntropy.Loss(Tensor, Tensor, DiceCrossEntropyOptions?)"/> as a module: <c>loss.call(logits, target)</c>.
/// </summary>
public sealed class DiceCrossEntropyLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly DiceCrossEntropyOptions options;

    /// <summary>Builds the loss.</summary>
    /// <param name="options">Choices; <see langword="null"/> for the paper's.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public DiceCrossEntropyLoss(DiceCrossEntropyOptions? options = null) : base(nameof(DiceCrossEntropyLoss))
    {
        this.options = options ?? new();
        this.options.Validate();
        RegisterComponents();
    }

    /// <summary>The hybrid loss (Eq. 3).</summary>
    /// <param name="logits">[N, C, …].</param>
    /// <param name="target">Labels [N, …] or probabilities [N, C, …].</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">Shapes that do not fit, or a target out of range.</exception>
    public override Tensor forward(Tensor logits, Tensor target) => DiceCrossEntropy.Loss(logits, target, options);
}
