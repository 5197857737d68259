namespace Awsnet.Components.Myops;

/// <summary>An arm's Dice of one target in one patient.</summary>
/// <param name="Target"><c>scar</c> or <c>scar+edema</c>.</param>
/// <param name="Dice">In [0, 1].</param>
internal sealed record ArmDice(string Arm, string Case, string Target, double Dice);
