namespace Awsnet.Components.Tests;

internal static partial class Networks
{
    /// <summary>Weights, biases and statistics are all made by formula, as if they were trained.</summary>
    public static SupervisedNetwork Build(SupervisedNetworkOptions options)
    {
        SupervisedNetwork network = New(options);
        Fill(network);
        return network;
    }

    /// <summary>Weights spread by their fan-in as PyTorch spreads them, scales and variances around 1, all else around 0.</summary>
    public static void Fill(nn.Module network)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach ((string key, Tensor value) in network.state_dict())
        {
            if (!value.is_floating_point())
                continue;
            Tensor drawn = Formula.Tensor(key, value.shape);
            bool aroundOne = key.EndsWith("running_var", StringComparison.Ordinal)
                || (value.Dimensions == 1 && key.EndsWith("weight", StringComparison.Ordinal));
            double spread = value.Dimensions > 1 ? Math.Sqrt(6.0 / value[0].NumberOfElements) : 0.3;
            value.copy_(drawn * spread + (aroundOne ? 1 : 0));
        }
    }
}
