using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Samples;

/// <summary>The slices of some scans on a network's grid.</summary>
/// <param name="scans">The scans.</param>
/// <param name="size">Side of the network's input.</param>
/// <param name="place">Where the input lies in a slice of that many rows and columns.</param>
internal sealed class ScanSet(IReadOnlyList<Scan> scans, int size, Func<int, int, GridMapping> place)
{
    private readonly IReadOnlyList<(float[] Image, byte[] Labels, int Scan)> slices = [.. scans.SelectMany((scan, index) => Slices(scan, index, size, place))];

    public IReadOnlyList<Scan> Scans => scans;

    public int Batches(int batchSize) => (slices.Count + batchSize - 1) / batchSize;

    /// <summary>An epoch, shuffled and augmented; a function of the seed alone.</summary>
    public IEnumerable<TensorBatch> Shuffled(long seed, int batchSize, SampleAugmenter augmenter)
    {
        var order = new Noise(seed).Shuffled(slices.Count);
        foreach (int[] part in order.Chunk(batchSize))
        {
            float[] images = new float[part.Length * size * size];
            byte[] labels = new byte[part.Length * size * size];
            Parallel.For(0, part.Length, i => augmenter.Apply(
                slices[part[i]].Image, slices[part[i]].Labels, size, size,
                images.AsSpan(i * size * size, size * size), labels.AsSpan(i * size * size, size * size), new SampleSeed(seed, 0, part[i])));
            yield return Batch(images, labels);
        }
    }

    /// <summary>The mean Dice of the classes over the scans: a controller's reward.</summary>
    public Evaluation Score(SupervisedNetwork network, int classes)
    {
        using var dice = new ValidationDice(Enumerable.Range(1, classes - 1).Select(c => ($"{c}", ImmutableArray.Create<long>(c))), DiceAveraging.PerGroup);
        foreach (var part in slices.Chunk(16))
        {
            using var scope = NewDisposeScope();
            using TensorBatch batch = Batch([.. part.SelectMany(slice => slice.Image)], [.. part.SelectMany(slice => slice.Labels)]);
            dice.Update(network.Predict(batch.Input), batch.Target, [.. part.Select(slice => (long)slice.Scan)]);
        }
        return dice.Compute();
    }

    /// <summary>The classes that a network sees in a scan, on the scan's own grid.</summary>
    public byte[] Predict(SupervisedNetwork network, Scan scan, int classes)
    {
        using var gradients = no_grad();
        var mapping = place(scan.Grid.Rows, scan.Grid.Columns);
        byte[] predicted = new byte[scan.Labels.Length];
        float[] onGrid = new float[classes * scan.Plane];
        for (int z = 0; z < scan.Grid.Depth; z++)
        {
            using var scope = NewDisposeScope();
            float[] input = new float[size * size];
            ToNetwork(mapping, scan.Image.AsSpan(z * scan.Plane, scan.Plane), input);
            float[] found = [.. network.Predict(tensor(input, [1, 1, size, size])).softmax(1).contiguous().data<float>()];
            mapping.ProbabilitiesToOriginal(found, classes, onGrid);
            for (int i = 0; i < scan.Plane; i++)
            {
                int best = 0;
                for (int c = 1; c < classes; c++)
                    best = onGrid[c * scan.Plane + i] > onGrid[best * scan.Plane + i] ? c : best;
                predicted[z * scan.Plane + i] = (byte)best;
            }
        }
        return predicted;
    }

    private TensorBatch Batch(float[] images, byte[] labels)
    {
        long count = labels.Length / (size * size);
        return new TensorBatch(tensor(images, [count, 1, size, size]), tensor(Array.ConvertAll(labels, label => (long)label), [count, size, size]));
    }

    private static IEnumerable<(float[] Image, byte[] Labels, int Scan)> Slices(Scan scan, int index, int size, Func<int, int, GridMapping> place)
    {
        var mapping = place(scan.Grid.Rows, scan.Grid.Columns);
        for (int z = 0; z < scan.Grid.Depth; z++)
        {
            var image = new float[size * size];
            var labels = new byte[size * size];
            ToNetwork(mapping, scan.Image.AsSpan(z * scan.Plane, scan.Plane), image);
            mapping.LabelsToNetwork<byte>(scan.Labels.AsSpan(z * scan.Plane, scan.Plane), labels);
            yield return (image, labels, index);
        }
    }

    // Bilinear sampling skips pixels when it shrinks much; the mean over the new pixel does not.
    private static void ToNetwork(GridMapping mapping, ReadOnlySpan<float> slice, Span<float> input) =>
        mapping.ImageToNetwork(slice, input, mapping.Box.Height > mapping.Height ? Resampling.Area : Resampling.Bilinear);
}
