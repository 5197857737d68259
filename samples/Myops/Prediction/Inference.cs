using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>From a network's file to a network that predicts.</summary>
internal static class Inference
{
    /// <summary>Loads the weights of a run's stage into a network, ready to predict.</summary>
    /// <exception cref="InputException">The file is damaged or of another architecture.</exception>
    public static SupervisedNetwork Load(RunFolder run, string stage, SupervisedNetwork network, Device device)
    {
        using var scope = NewDisposeScope();
        var path = run.NetworkFile(stage);
        try
        {
            NetworkWeights.Load(network, SafeTensors.Load(path));
        }
        catch (InvalidDataException error)
        {
            throw new InputException($"{path}: {error.Message.TrimEnd('.')}. Restore the file, or train the run again.", error);
        }

        network.to(device);
        network.eval();
        return network;
    }

    /// <summary>Images of one size as a tensor, [N, channels, size, size].</summary>
    public static Tensor Stack(IReadOnlyList<float[]> images, int channels, int size, Device device) =>
        tensor(images.SelectMany(image => image).ToArray(), [images.Count, channels, size, size]).to(device);

    /// <summary>The network that predicts fastest; the one given is used up.</summary>
    public static SupervisedNetwork Fused(SupervisedNetwork network)
    {
        SupervisedNetwork fused = network switch
        {
            DeepSupervisedUNet unet => Asan.Fuse(unet),
            NestedUNet { Options.Normalization: UNetNormalization.Batch } nested => nested.FuseNormalization(),
            _ => network,
        };
        if (fused != network) network.Dispose();
        return fused;
    }
}
