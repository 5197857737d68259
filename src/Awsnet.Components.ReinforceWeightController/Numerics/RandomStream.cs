using System.Numerics;

namespace Awsnet.Components;

/// <summary>xoshiro256**, seeded through SplitMix64: a small generator whose stream is the same on every machine and in every version.</summary>
internal sealed class RandomStream
{
    private ulong _a, _b, _c, _d;

    internal RandomStream(long seed)
    {
        var seeding = new SplitMix64((ulong)seed);
        _a = seeding.Next();
        _b = seeding.Next();
        _c = seeding.Next();
        _d = seeding.Next();
    }

    /// <summary>The four words of the generator's state.</summary>
    internal (ulong A, ulong B, ulong C, ulong D) State
    {
        get => (_a, _b, _c, _d);
        set
        {
            if ((value.A | value.B | value.C | value.D) == 0)
                throw new FormatException("The random generator's state is all zeros, which it can never be; the saved state is damaged.");
            (_a, _b, _c, _d) = value;
        }
    }

    internal ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    internal double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 to count − 1.</summary>
    internal int NextIndex(int count) => (int)((UInt128)NextBits() * (ulong)count >> 64);

    /// <summary>Standard normal (Box and Muller's; the second value is dropped so that the four words are the whole state).</summary>
    internal double NextNormal()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextUniform()));
        return radius * Math.Cos(2 * Math.PI * NextUniform());
    }
}
