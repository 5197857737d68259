namespace Awsnet.Components;

/// <summary>How a <see cref="WholeRunSearch"/> draws weights and how long each set of them is tried.</summary>
public sealed record WholeRunOptions
{
    /// <summary>Length of a whole run, in epochs or in whatever unit the training counts.</summary>
    /// <value>1 or more. Required.</value>
    public required int Epochs { get; init => field = Option.InRange(value, value >= 1, "1 or more"); }

    /// <summary>How many sets of weights are tried, the first of them equal weights.</summary>
    /// <value>2 or more. Default 10.</value>
    public int Candidates { get; init => field = Option.InRange(value, value >= 2, "2 or more"); } = 10;

    /// <summary>The logarithm of each loss's weight is drawn evenly over so many powers of ten, before weights are divided by their
    /// sum.</summary>
    /// <value>Above 0, at most 12. Default 3: no two weights differ by more than a factor of 1000.</value>
    public double Decades { get; init => field = Option.InRange(value, value is > 0 and <= 12, "above 0 and at most 12"); } = 3;

    /// <summary>Where in the run candidates are compared, and which part of them continues.</summary>
    /// <value>Default rungs at 1/4, 1/2 and 1 of the run, half of the candidates kept each time: 10 candidates cost 5.25 runs.</value>
    public SuccessiveHalving Halving { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>How many runs with seeds of their own each candidate gets; their mean scores are compared.</summary>
    /// <value>1 or more. Default 1. The cost is multiplied by it.</value>
    public int Repeats { get; init => field = Option.InRange(value, value >= 1, "1 or more"); } = 1;

    /// <summary>Whether equal weights are trained to the end even where others are ahead, so that what was gained can be told.</summary>
    /// <value>Default true; it costs at most one more run for each repeat.</value>
    public bool KeepEqual { get; init; } = true;

    /// <summary>Whether a greater score is better.</summary>
    /// <value>Default true; false for an error.</value>
    public bool Maximize { get; init; } = true;

    /// <summary>Seed of the weights that are drawn and of the runs' seeds.</summary>
    /// <value>0 or more. Default 0.</value>
    public long Seed { get; init => field = Option.InRange(value, value >= 0, "0 or more"); }

    /// <summary>The rungs in epochs, rising; those that fall together are one.</summary>
    internal int[] Rungs() => [.. Halving.Rungs.Select(rung => Math.Max(1, (int)Math.Round(rung * Epochs))).Distinct()];
}
