namespace Awsnet.Components;

/// <summary>Seeds derived from seeds: functions of their arguments alone, so that any step can be repeated.</summary>
internal static class Seeds
{
    internal const long Network = -1;

    /// <summary>A seed of 0 to 2⁵³ − 1 for one part (an epoch, a step) of what has a seed.</summary>
    internal static long Derive(long seed, long part) => SplitMix64.DeriveSeed(seed, (ulong)part);
}
