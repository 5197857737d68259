namespace Awsnet.Components;

/// <summary>The choices of a soft Dice loss. The defaults are those of the paper's code.</summary>
public sealed record DiceOptions
{
    /// <summary>ε, added above and below the fraction: what an empty class against an empty class scores by.</summary>
    /// <value>Above 0. Default 1e-5.</value>
    public double Smoothing { get; init; } = 1e-5;

    /// <summary>How the classes become one number.</summary>
    /// <value>Default <see cref="ClassReduction.Sum"/>.</value>
    public ClassReduction Reduction { get; init; } = ClassReduction.Sum;

    /// <summary>Whether class 0 counts. A network of one channel has no background channel, so there it changes nothing.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool IncludeBackground { get; init; } = true;

    /// <summary>One Dice for each sample or one for the batch.</summary>
    /// <value>Default <see cref="DiceAggregation.PerSample"/>.</value>
    public DiceAggregation Aggregation { get; init; } = DiceAggregation.PerSample;

    /// <summary>Whether the denominator adds squares, Σp² + Σt², instead of Σp + Σt.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool SquaredDenominator { get; init; }

    /// <summary>A factor for each channel of the logits, background included; it holds for the cross-entropy too.</summary>
    /// <value>Finite, not negative, not all 0; <see langword="null"/> (the default) weighs all alike.</value>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>A label whose pixels count neither in Dice nor in cross-entropy. Needs label targets.</summary>
    /// <value><see langword="null"/> (the default) ignores nothing.</value>
    public long? IgnoreLabel { get; init; }

    /// <summary>Whether targets are checked: labels to lie within the classes, probabilities from 0 to 1. On a GPU the check waits for the
    /// device once a call.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool CheckLabels { get; init; } = true;

    internal void Validate()
    {
        if (!(Smoothing > 0 && double.IsFinite(Smoothing)))
            throw new ArgumentException($"{nameof(Smoothing)} is {Smoothing}; give a finite number above 0, such as 1e-5.");
        if (ClassWeights is { } weights
            && (weights.Any(weight => !(weight >= 0 && double.IsFinite(weight))) || weights.All(weight => weight == 0)))
            throw new ArgumentException(
                $"{nameof(ClassWeights)} is [{string.Join(", ", weights)}]; give finite weights of 0 or more, not all 0.");
    }
}
