using System.Numerics;

namespace Awsnet.Components;

/// <summary>
/// xoshiro256** (Blackman and Vigna), seeded through SplitMix64: a stream that is the same on every machine and in every
/// version of .NET. Streams for different keys are unrelated, so work can be done in any order.
/// </summary>
internal sealed partial class RandomStream
{
    private ulong s0, s1, s2, s3;

    /// <summary>The stream of these keys, in this order: a seed, and what tells the stream from others of the same seed.</summary>
    public RandomStream(params ReadOnlySpan<ulong> keys)
    {
        ulong state = 0x9E3779B97F4A7C15;
        foreach (ulong key in keys)
            state = SplitMix64.Mix(state ^ SplitMix64.Mix(key + 0x9E3779B97F4A7C15));
        var words = new SplitMix64(state);
        (s0, s1, s2, s3) = (words.Next(), words.Next(), words.Next(), words.Next());
    }

    /// <summary>64 bits, all equally likely.</summary>
    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        ulong shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(double low, double high) => low + (high - low) * Uniform();

    /// <summary>
    /// A whole number from 0 to count − 1, all equally likely (Lemire's method, without its rare rejection: bias below count / 2⁶⁴).
    /// </summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>Fisher-Yates: every order equally likely.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int other = Below(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
