namespace Awsnet.Components;

/// <summary>How far a sliding window is.</summary>
/// <param name="Windows">Windows that are done.</param>
/// <param name="TotalWindows">Windows of all images together.</param>
public readonly record struct SlidingWindowProgress(long Windows, long TotalWindows)
{
    /// <summary>The share that is done.</summary>
    /// <value>0 to 1.</value>
    public double Fraction => (double)Windows / TotalWindows;
}
