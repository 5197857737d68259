namespace Awsnet.Components.Tests;

/// <summary>A network to export and what to compare it with.</summary>
internal sealed record ExportCase(SupervisedNetworkOptions Options)
{
    /// <summary>What to write.</summary>
    public OnnxExportOptions Export { get; init; } = new();

    /// <summary>What the numbers are compared with where it is another network of the same weights: one that computes in float32.</summary>
    public SupervisedNetworkOptions? Reference { get; init; }

    /// <summary>Type of the parameters.</summary>
    public ScalarType Type { get; init; } = ScalarType.Float32;

    /// <summary>Whether the network is fused before it is exported.</summary>
    public bool Fused { get; init; }

    public SupervisedNetwork Build()
    {
        SupervisedNetwork network = Networks.Build(Options);
        network.to(Type);
        network.eval();
        if (!Fused)
            return network;
        using (network)
        {
            return network is DeepSupervisedUNet unet
                ? unet.FuseNormalization(gate => ((PixelAttentionGate)gate).FuseNormalization())
                : ((NestedUNet)network).FuseNormalization();
        }
    }

    public SupervisedNetwork BuildReference()
    {
        SupervisedNetwork network = Networks.Build(Reference ?? Options);
        network.eval();
        return network;
    }
}
