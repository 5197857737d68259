namespace Awsnet.Components;

/// <summary>What a <see cref="ValidationDice"/> takes one Dice of, before it averages.</summary>
public enum DiceAveraging
{
    /// <summary>Every image, as in the paper's code. Noisy where structures are small.</summary>
    PerImage,

    /// <summary>Every group of images, for instance a patient's slices.</summary>
    PerGroup,

    /// <summary>All images at once.</summary>
    Pooled,
}
