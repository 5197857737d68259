namespace Awsnet.Components;

/// <summary>Options of <see cref="GeneticController"/>.</summary>
public sealed record GeneticOptions : ControllerOptions
{
    /// <summary>How many of the best of the last generation are proposed again unchanged.</summary>
    /// <value>0 or more. Default 1.</value>
    public int Elites { get; init => field = Option.InRange(value, value >= 0, "0 or more"); } = 1;

    /// <summary>A parent is the best of so many drawn at random.</summary>
    /// <value>1 (no selection) or more. Default 2.</value>
    public int TournamentSize { get; init => field = Option.InRange(value, value >= 1, "1 or more"); } = 2;

    /// <summary>Probability that a logit comes from the second parent.</summary>
    /// <value>0 to 1. Default 0.5.</value>
    public double CrossoverRate { get; init => field = Option.InRange(value, value is >= 0 and <= 1, "0 to 1"); } = 0.5;

    /// <summary>Probability that a logit mutates.</summary>
    /// <value>0 to 1. Default 0.5.</value>
    public double MutationRate { get; init => field = Option.InRange(value, value is >= 0 and <= 1, "0 to 1"); } = 0.5;

    /// <summary>Standard deviation of a mutation, and of the first generation around the initial logits.</summary>
    /// <value>0 or more. Default 0.15, the size of the paper's actions.</value>
    public double MutationDeviation
    {
        get;
        init => field = Option.InRange(value, value >= 0 && double.IsFinite(value), "0 or more and finite");
    } = 0.15;

    internal override string Strategy => "genetic";
}
