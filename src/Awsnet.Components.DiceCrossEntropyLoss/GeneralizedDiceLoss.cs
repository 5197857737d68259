namespace Awsnet.Components;

/// <summary><see cref="SegmentationLosses.GeneralizedDice"/> as a module: <c>loss.call(logits, target)</c>.</summary>
public sealed class GeneralizedDiceLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly double power;
    private readonly DiceOptions? options;

    /// <summary>Builds the loss.</summary>
    /// <param name="power">k, 0 or more.</param>
    /// <param name="options">Choices that it shares with Dice; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">A setting outside its range.</exception>
    public GeneralizedDiceLoss(double power = 2, DiceOptions? options = null)
        : base(nameof(GeneralizedDiceLoss))
    {
        SegmentationLosses.CheckGeneralizedDice(power);
        options?.Validate();
        this.power = power;
        this.options = options;
        RegisterComponents();
    }

    /// <summary>The generalized Dice loss.</summary>
    /// <param name="logits">[N, C, …].</param>
    /// <param name="target">Labels [N, …] or probabilities [N, C, …].</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">Shapes that do not fit, or a target out of range.</exception>
    public override Tensor forward(Tensor logits, Tensor target) =>
        SegmentationLosses.GeneralizedDice(logits, target, power, options);
}
