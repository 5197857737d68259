using System.Text;
using static TorchSharp.torch;

namespace Awsnet.Components.TestKit;

/// <summary>Numbers made by a formula from a name and an index: the same in any language, so that fixtures need no weights.</summary>
public static class Formula
{
    /// <summary>FNV-1a, 32 bits.</summary>
    public static uint Seed(string name) =>
        Encoding.UTF8.GetBytes(name).Aggregate(2166136261u, (value, part) => (value ^ part) * 16777619u);

    /// <summary>32 well-mixed bits for an index.</summary>
    public static uint Bits(uint seed, long index)
    {
        uint x = unchecked((uint)index * 2654435761u + seed);
        x = (x ^ x >> 16) * 0x85EBCA6Bu;
        x = (x ^ x >> 13) * 0xC2B2AE35u;
        return x ^ x >> 16;
    }

    /// <summary>A double in [-1, 1), exact in any language.</summary>
    public static double Number(uint seed, long index) => Bits(seed, index) / 2147483648.0 - 1.0;

    /// <summary>A float64 tensor of such numbers.</summary>
    public static Tensor Tensor(string name, params long[] shape)
    {
        uint seed = Seed(name);
        var values = new double[shape.Aggregate(1L, (product, size) => product * size)];
        for (int i = 0; i < values.Length; i++)
            values[i] = Number(seed, i);
        return tensor(values, shape);
    }

    /// <summary>An int64 tensor of labels below <paramref name="classes"/>.</summary>
    public static Tensor Labels(string name, int classes, params long[] shape)
    {
        uint seed = Seed(name);
        var values = new long[shape.Aggregate(1L, (product, size) => product * size)];
        for (int i = 0; i < values.Length; i++)
            values[i] = Bits(seed, i) % classes;
        return tensor(values, shape);
    }
}
