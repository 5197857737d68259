namespace Awsnet.Components;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood): a small generator whose stream is the same on every platform and in every version of .NET.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private const ulong Increment = 0x9E3779B97F4A7C15;
    private ulong state = seed;

    /// <summary>Seeds derived from seeds are 0 to 2⁵³ − 1, so that they survive JSON's numbers.</summary>
    private const int SeedShift = 11;

    public ulong Next() => Mix(state += Increment);

    /// <summary>Uniform in [0, bound): the high part of a 128-bit product (bias below bound / 2⁶⁴).</summary>
    public int Next(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>Uniform in (0, 1), 53 bits.</summary>
    public double NextDouble() => ((Next() >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>Standard normal by the cosine branch of Box and Muller: two draws each.</summary>
    public double NextNormal()
    {
        double radius = Math.Sqrt(-2 * Math.Log(NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>A generator for one member, unrelated to those of its neighbors.</summary>
    public static SplitMix64 For(ulong seed, int member)
    {
        var parent = new SplitMix64(seed);
        return new SplitMix64(parent.Next() ^ new SplitMix64((ulong)member + 0x5851F42D4C957F2D).Next());
    }

    /// <summary>
    /// A seed for one part (an epoch, a step, a candidate of a step) of what has a seed: a function of its arguments alone.
    /// </summary>
    public static long DeriveSeed(long seed, params ReadOnlySpan<ulong> parts)
    {
        ulong mixed = (ulong)seed;
        foreach (ulong part in parts)
            mixed = Mix(mixed + Increment) ^ part;
        return (long)(Mix(mixed + Increment) >> SeedShift);
    }

    /// <summary>Its output function: a bijection that spreads every bit.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
