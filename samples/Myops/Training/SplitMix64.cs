namespace Awsnet.Components.Myops;

/// <summary>A small random generator whose stream is the same everywhere and always.</summary>
internal sealed class SplitMix64(long seed)
{
    private ulong state = (ulong)seed;

    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number from 0 to <paramref name="count"/> − 1.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>Uniform from <paramref name="low"/> up to <paramref name="high"/>.</summary>
    public double Uniform(double low, double high) => low + ((high - low) * (Next() >> 11) / (1UL << 53));

    /// <summary>Puts items into an order drawn at random, every order equally likely.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = Below(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
