namespace Awsnet.Components;

/// <summary>The choices of the hybrid loss L = DiceWeight · L_Dice + CrossEntropyWeight · L_CE (Eq. 3).</summary>
public sealed record DiceCrossEntropyOptions
{
    /// <summary>The Dice term; its class weights and its ignore label hold for the cross-entropy too.</summary>
    /// <value>Default: the paper's code.</value>
    public DiceOptions Dice { get; init; } = new();

    /// <summary>Factor of the Dice term.</summary>
    /// <value>0 or more. Default 1.</value>
    public double DiceWeight { get; init; } = 1;

    /// <summary>λ_CE, factor of the cross-entropy.</summary>
    /// <value>0 or more; at 0 the cross-entropy is not computed. Default 0.25.</value>
    public double CrossEntropyWeight { get; init; } = 0.25;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Dice);
        Dice.Validate();
        bool sound = DiceWeight >= 0 && CrossEntropyWeight >= 0 && double.IsFinite(DiceWeight) && double.IsFinite(CrossEntropyWeight)
            && DiceWeight + CrossEntropyWeight > 0;
        if (!sound)
            throw new ArgumentException(
                $"{nameof(DiceWeight)} is {DiceWeight} and {nameof(CrossEntropyWeight)} {CrossEntropyWeight}; give finite factors of 0 " +
                    "or more, not both 0.");
    }
}
