namespace Awsnet.Components;

/// <summary>Surface Dice at a tolerance.</summary>
/// <param name="ToleranceMm">Distance in mm up to which surfaces count as touching.</param>
/// <param name="Score">The share of both surfaces within the tolerance of the other, in [0, 1].</param>
public readonly record struct ToleranceScore(double ToleranceMm, double Score);
