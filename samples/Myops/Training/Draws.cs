namespace Awsnet.Components.Myops;

/// <summary>What is drawn at random; the same everywhere and always.</summary>
internal static class Draws
{
    /// <summary>Uniform from <paramref name="low"/> up to <paramref name="high"/>.</summary>
    public static double Uniform(this ref SplitMix64 random, double low, double high) =>
        low + ((high - low) * (random.Next() >> 11) / (1UL << 53));

    /// <summary>The numbers from 0 to <paramref name="count"/> − 1, every order equally likely.</summary>
    public static int[] Order(this ref SplitMix64 random, int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var other = random.Next(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}
