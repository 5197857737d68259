using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>From a network's file to probabilities.</summary>
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
            throw new InputException($"{path}: {error.Message.TrimEnd('.')}. Train the run anew.", error);
        }

        network.to(device);
        network.eval();
        return network;
    }

    /// <summary>Images of one size as a tensor, [N, channels, size, size].</summary>
    public static Tensor Stack(IReadOnlyList<float[]> images, int channels, int size, Device device) =>
        tensor(images.SelectMany(image => image).ToArray(), [images.Count, channels, size, size]).to(device);

    /// <summary>Softmax of the final head, [N, classes, size, size]; averaged over the four mirrorings if wished.</summary>
    public static float[] Probabilities(SupervisedNetwork network, Tensor images, bool mirrored)
    {
        using var scope = NewDisposeScope();
        long[][] mirrorings = mirrored ? [[], [2], [3], [2, 3]] : [[]];
        Tensor? sum = null;
        foreach (var axes in mirrorings)
        {
            var seen = axes.Length == 0 ? images : images.flip(axes);
            var probabilities = network.Predict(seen).softmax(1);
            if (axes.Length > 0) probabilities = probabilities.flip(axes);
            sum = sum is null ? probabilities : sum + probabilities;
        }

        return [.. (sum! / mirrorings.Length).cpu().contiguous().data<float>()];
    }
}
