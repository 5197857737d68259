using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>How a network did on the validation set.</summary>
/// <param name="Reward">The one number that candidates and epochs are compared by, for instance a Dice.</param>
public sealed record Evaluation(double Reward)
{
    /// <summary>Further figures by name, for the record and the display.</summary>
    /// <value>Default none.</value>
    public ImmutableSortedDictionary<string, double> Metrics { get; init; } =
        ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    /// <summary>What the user should know about this reward, for instance that the validation set has no foreground.</summary>
    /// <value>A sentence, or null (the default). The same sentence is reported once a run.</value>
    public string? Warning { get; init; }

    /// <summary>A reward without further figures.</summary>
    /// <param name="reward">The reward.</param>
    public static implicit operator Evaluation(double reward) => new(reward);
}
