namespace Awsnet.Components;

/// <summary>Result of a two-sided test on paired values.</summary>
/// <param name="Statistic">t of the t-test; the smaller rank sum of Wilcoxon's.</param>
/// <param name="PValue">In [0, 1]; NaN when the test cannot be made (too few pairs, or no difference at all).</param>
/// <param name="Pairs">Pairs that took part.</param>
public readonly record struct PairedTestResult(double Statistic, double PValue, int Pairs);
