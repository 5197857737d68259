namespace Awsnet.Components;

internal sealed partial class RandomStream
{
    /// <summary>Standard normal; see <see cref="NormalTable"/>.</summary>
    public double Normal() => NormalTable.FromBits((uint)(Next() >> 32));

    /// <summary>Fills with independent standard normal values, two from each draw.</summary>
    public void Normal(Span<float> values)
    {
        for (int i = 0; i < values.Length; i += 2)
        {
            ulong bits = Next();
            values[i] = NormalTable.FromBits((uint)(bits >> 32));
            if (i + 1 < values.Length)
                values[i + 1] = NormalTable.FromBits((uint)bits);
        }
    }
}
