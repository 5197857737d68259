using System.Collections.Immutable;

namespace Awsnet.Components.Tests;

/// <summary>Noisy images with a bright square to be found; everything a function of the seed.</summary>
internal static class Blobs
{
    internal const int Size = 12;
    internal static readonly ImmutableArray<string> LossNames = ["coarse", "fine"];

    internal static TensorBatch Batch(long seed, int images = 3)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed);
        Tensor noise = randn([images, 1, Size, Size], generator: generator);
        Tensor corners = randint(1, Size - 6, [images, 2], dtype: ScalarType.Int64, generator: generator);
        Tensor labels = zeros([images, Size, Size], ScalarType.Int64);
        for (int image = 0; image < images; image++)
        {
            long top = corners[image, 0].item<long>(), left = corners[image, 1].item<long>();
            labels[image].narrow(0, top, 5).narrow(1, left, 5).fill_(1);
        }
        return new TensorBatch((noise + labels.unsqueeze(1) * 1.5).MoveToOuterDisposeScope(), labels.MoveToOuterDisposeScope());
    }

    internal static IEnumerable<TensorBatch> Epoch(long seed, int batches)
    {
        for (int index = 0; index < batches; index++)
            yield return Batch(seed + index);
    }

    /// <summary>Finds the square with two heads, so with two losses.</summary>
    internal static TwoHeadTask Task(int batches = 3, int width = 4, double dropout = 0) => new()
    {
        Network = () => new TwoHeadNet(width, dropout),
        Optimizer = network => optim.Adam(network.parameters(), 0.01),
        LossNames = LossNames,
        BatchesPerEpoch = batches,
        Batches = seed => Epoch(seed, batches),
        Loss = Loss,
        Evaluate = Evaluate,
    };

    internal static LossTerms Loss(TwoHeadNet network, TensorBatch batch, LossWeights weights)
    {
        var (coarse, fine) = network.call(batch.Input);
        return LossTerms.Weighted(
            weights,
            weights["coarse"] == 0 ? null : nn.functional.cross_entropy(coarse, batch.Target),
            weights["fine"] == 0 ? null : nn.functional.cross_entropy(fine, batch.Target));
    }

    internal static Evaluation Evaluate(TwoHeadNet network, CancellationToken cancellation)
    {
        using var dice = new ValidationDice([("square", [1])]);
        using var batch = Batch(1_000_003, images: 6);
        dice.Update(network.call(batch.Input).Fine, batch.Target);
        return dice.Compute();
    }

    internal static IWeightController Controller(long seed = 5) =>
        new ReinforceController(
            new WeightSpace(LossNames), ReinforceOptions.PaperFaithful with { Seed = seed, Optimizer = new() { LearningRate = 0.2 } });

    /// <summary>All parameters and buffers of a network as bytes, by name: for comparisons to the bit.</summary>
    internal static SortedDictionary<string, byte[]> Bits(nn.Module network)
    {
        using var scope = NewDisposeScope();
        return new(
            network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.detach().cpu().contiguous().bytes.ToArray()),
            StringComparer.Ordinal);
    }

    internal static string Digest(nn.Module network)
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        foreach (byte[] bits in Bits(network).Values)
            hash.AppendData(bits);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
