using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

/// <summary>Noisy images of three channels with a bright square.</summary>
internal static class Squares
{
    internal const int Size = 32, Side = 10;

    internal static TensorBatch Batch(long seed, int images = 4)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed);
        Tensor noise = randn([images, 3, Size, Size], generator: generator) * 0.3;
        Tensor corners = randint(4, Size - Side - 4, [images, 2], dtype: ScalarType.Int64, generator: generator);
        Tensor labels = zeros([images, Size, Size], ScalarType.Int64);
        for (int image = 0; image < images; image++)
            labels[image].narrow(0, corners[image, 0].item<long>(), Side).narrow(1, corners[image, 1].item<long>(), Side).fill_(1);
        return new TensorBatch((noise + labels.unsqueeze(1)).MoveToOuterDisposeScope(), labels.MoveToOuterDisposeScope());
    }

    internal static IEnumerable<TensorBatch> Epoch(long seed, int batches) =>
        Enumerable.Range(0, batches).Select(index => Batch(seed + index));

    internal static Evaluation Evaluate(SupervisedNetwork network, CancellationToken cancellation)
    {
        using var dice = new ValidationDice([("square", [1])]);
        using var batch = Batch(99);
        dice.Update(network.Predict(batch.Input), batch.Target);
        return dice.Compute();
    }
}
