namespace Awsnet.Components;

/// <summary>Streams whose four words are their whole state.</summary>
internal sealed partial class RandomStream
{
    /// <summary>The stream of a seed alone, its words drawn from SplitMix64 as the generator's authors advise.</summary>
    public static RandomStream FromSeed(long seed)
    {
        var words = new SplitMix64((ulong)seed);
        return new RandomStream { State = (words.Next(), words.Next(), words.Next(), words.Next()) };
    }

    /// <summary>The four words of the generator's state.</summary>
    public (ulong A, ulong B, ulong C, ulong D) State
    {
        get => (s0, s1, s2, s3);
        set
        {
            if ((value.A | value.B | value.C | value.D) == 0)
                throw new FormatException("The random generator's state is all zeros, which it can never be; the saved state is damaged.");
            (s0, s1, s2, s3) = value;
        }
    }

    /// <summary>Standard normal (Box and Muller's; the second value is dropped, so that nothing but the words is state).</summary>
    public double Normal()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
        return radius * Math.Cos(2 * Math.PI * Uniform());
    }
}
