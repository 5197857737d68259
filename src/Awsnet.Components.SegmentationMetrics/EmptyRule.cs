namespace Awsnet.Components;

/// <summary>What one metric becomes in each of the empty cases.</summary>
/// <param name="BothEmpty">When neither mask has foreground.</param>
/// <param name="Missed">When only the truth has foreground.</param>
/// <param name="Hallucinated">When only the prediction has foreground.</param>
public readonly record struct EmptyRule(EmptyPolicy BothEmpty, EmptyPolicy Missed, EmptyPolicy Hallucinated)
{
    /// <summary>A rule that treats a missed structure and a hallucinated one alike.</summary>
    /// <param name="bothEmpty">When neither mask has foreground.</param>
    /// <param name="oneEmpty">When exactly one mask has foreground.</param>
    public EmptyRule(EmptyPolicy bothEmpty, EmptyPolicy oneEmpty)
        : this(bothEmpty, oneEmpty, oneEmpty)
    {
    }

    /// <summary>The policy for a case.</summary>
    /// <param name="emptyCase">The case; not <see cref="EmptyCase.None"/>.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The case is <see cref="EmptyCase.None"/> or no case at all.</exception>
    public EmptyPolicy For(EmptyCase emptyCase) => emptyCase switch
    {
        EmptyCase.BothEmpty => BothEmpty,
        EmptyCase.Missed => Missed,
        EmptyCase.Hallucinated => Hallucinated,
        _ => throw new ArgumentOutOfRangeException(nameof(emptyCase), emptyCase, "A rule for empty masks applies to an empty case only."),
    };
}
