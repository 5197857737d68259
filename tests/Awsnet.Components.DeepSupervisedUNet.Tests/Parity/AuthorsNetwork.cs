namespace Awsnet.Components.Tests;

/// <summary>Our networks in the shape of the authors', filled with the weights that make_parity.py gives to theirs.</summary>
internal static class AuthorsNetwork
{
    /// <summary>Intermediate channels of the gates: half, but always 32 at the top level, as their code has it.</summary>
    private static nn.Module<Tensor, Tensor, Tensor> Gate(SkipConnection skip) => new PixelAttentionGate(new()
    {
        SkipChannels = skip.SkipChannels,
        GateChannels = skip.GateChannels,
        IntermediateChannels = skip.Level == 0 ? 32 : skip.SkipChannels / 2,
    });

    public static (SupervisedNetwork Network, WeightNames Names) Build(string network, int width)
    {
        int[] widths = [width, 2 * width, 4 * width, 8 * width, 16 * width];
        if (network == "NestedUNet")
        {
            NestedUNetOptions nested = new() { InputChannels = 2, Classes = 3, Widths = widths };
            return (new NestedUNet(nested), WeightNames.NestedUNet(nested));
        }
        DeepSupervisedUNetOptions unet = new() { InputChannels = 2, Classes = 3, Widths = widths, SkipGate = Gate };
        return (new DeepSupervisedUNet(unet), WeightNames.AttentionUNet(unet));
    }

    public static void Fill(nn.Module network, WeightNames names)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> weights = NetworkWeights.Export(network, names);
        NetworkWeights.Load(network, weights.ToDictionary(entry => entry.Key, entry => Weight(entry.Key, entry.Value.shape)), names);
    }

    private static Tensor Weight(string name, long[] shape)
    {
        if (name.EndsWith("num_batches_tracked"))
            return tensor(7L);
        Tensor unit = Formula.Tensor(name, shape);
        if (name.EndsWith("running_mean"))
            return 0.1 * unit;
        if (name.EndsWith("running_var") || (shape.Length == 1 && name.EndsWith("weight")))
            return 1 + 0.5 * unit;
        return shape.Length == 1 ? 0.1 * unit : unit * Math.Sqrt(4.0 / (unit.numel() / shape[0]));
    }
}
