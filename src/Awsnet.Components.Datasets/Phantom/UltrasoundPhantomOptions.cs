namespace Awsnet.Components;

/// <summary>What a breast ultrasound phantom (the BUSI layout) is made of.</summary>
public sealed record UltrasoundPhantomOptions
{
    /// <summary>How hard the images are: how far lesions stand out from fat, and how strong shadows and texture are.</summary>
    /// <value>Default <see cref="PhantomDifficulty.Normal"/>.</value>
    public PhantomDifficulty Difficulty { get; init; } = PhantomDifficulty.Normal;

    /// <summary>Least number of rows and columns.</summary>
    /// <value>96 to 2,048; default 350.</value>
    public int MinimumSize { get; init; } = 350;

    /// <summary>Greatest number of rows and columns.</summary>
    /// <value><see cref="MinimumSize"/> to 2,048; default 640.</value>
    public int MaximumSize { get; init; } = 640;

    /// <summary>Probability of a malignant lesion.</summary>
    /// <value>0 to 1; default 0.27, BUSI's share (210 of 780).</value>
    public double Malignant { get; init; } = 0.27;

    /// <summary>Probability of no lesion.</summary>
    /// <value>0 to 1, with <see cref="Malignant"/> at most 1; default 0.17, BUSI's share (133 of 780).</value>
    public double Normal { get; init; } = 0.17;

    /// <summary>Probability that a benign image has a second lesion, with a mask of its own.</summary>
    /// <value>0 to 1; default 0.05.</value>
    public double SecondLesion { get; init; } = 0.05;

    internal double Effort => Difficulty switch { PhantomDifficulty.Easy => 0.6, PhantomDifficulty.Hard => 1.35, _ => 1 };

    internal void Validate()
    {
        Option.Within(MinimumSize, 96, 2048);
        Option.Within(MaximumSize, MinimumSize, 2048);
        Option.Within(Malignant, 0, 1);
        Option.Within(Normal, 0, 1);
        if (Malignant + Normal > 1 + 1e-9) // the sum of two decimal fractions may be rounded up
            throw new ArgumentOutOfRangeException(
                nameof(Normal), Normal, $"Normal is {Normal} and Malignant {Malignant}; expected at most 1 together.");
        Option.Within(SecondLesion, 0, 1);
    }
}
