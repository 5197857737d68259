namespace Awsnet.Components.Myops;

/// <summary>What a stage came to.</summary>
/// <param name="BestDice">The validation Dice of the network that was kept, or null when none was measured.</param>
/// <param name="BestEpoch">After which epoch it was measured, from 0, or −1.</param>
/// <param name="Weights">The losses' weights at the end, by name.</param>
internal sealed record StageSummary(string Name, int Epochs, double? BestDice, int BestEpoch, IReadOnlyDictionary<string, double> Weights)
{
    /// <summary>Which attempt this is: 2 or more after a restart.</summary>
    public int Attempt { get; init; } = 1;
}
