namespace Awsnet.Components;

/// <summary>Seeds derived from seeds by SplitMix64: functions of their arguments alone, so that any step can be begun anew.</summary>
internal static class Seeds
{
    internal const long Network = -1;

    /// <summary>A seed of 0 to 2⁵³ − 1 for one part (an epoch, a step) of what has a seed.</summary>
    internal static long Derive(long seed, long part)
    {
        ulong state = (ulong)seed;
        ulong mixed = Mix(ref state) ^ (ulong)part;
        return (long)(Mix(ref mixed) >> 11);
    }

    private static ulong Mix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
