using System.Collections.Immutable;

namespace Awsnet.Components.Samples;

/// <summary>The slices of some scans on a network's grid.</summary>
internal sealed class ScanSet(IReadOnlyList<Scan> scans, Study study, int size)
{
    private readonly (float[] Image, byte[] Labels, int Scan)[] slices =
        [.. scans.SelectMany((scan, index) => Enumerable.Range(0, scan.Grid.Depth).Select(z =>
        {
            byte[] labels = new byte[size * size];
            study.Mapping(scan, size).LabelsToNetwork<byte>(scan.Labels.AsSpan(z * scan.Plane, scan.Plane), labels);
            return (Input(study, scan, z, size), labels, index);
        }))];

    private readonly int classes = study.Scheme.Labels.Count;

    public IReadOnlyList<Scan> Scans => scans;

    public int Batches(int batchSize) => (slices.Length + batchSize - 1) / batchSize;

    /// <summary>An epoch, shuffled and augmented; a function of the seed alone.</summary>
    public IEnumerable<TensorBatch> Shuffled(long seed, int batchSize)
    {
        var augmenter = new SampleAugmenter(AugmentationOptions.Paper with { Brightness = 0, KeepZeros = false });
        int[] order = [.. Enumerable.Range(0, slices.Length)];
        new Random(seed.GetHashCode()).Shuffle(order);
        foreach (int[] part in order.Chunk(batchSize))
        {
            float[] images = new float[part.Length * size * size];
            byte[] labels = new byte[part.Length * size * size];
            Parallel.For(0, part.Length, i => augmenter.Apply(
                slices[part[i]].Image, slices[part[i]].Labels, size, size, images.AsSpan(i * size * size, size * size),
                labels.AsSpan(i * size * size, size * size), new SampleSeed(seed, 0, part[i])));
            yield return Batch(images, labels);
        }
    }

    /// <summary>The mean Dice of the classes over the scans: the controller's reward.</summary>
    public Evaluation Score(SupervisedNetwork network)
    {
        using var dice = new ValidationDice(
            Enumerable.Range(1, classes - 1).Select(c => ($"{c}", ImmutableArray.Create<long>(c))), DiceAveraging.PerGroup);
        foreach (var part in slices.Chunk(16))
        {
            using var scope = NewDisposeScope();
            using var batch = Batch([.. part.SelectMany(slice => slice.Image)], [.. part.SelectMany(slice => slice.Labels)]);
            dice.Update(network.Predict(batch.Input), batch.Target, [.. part.Select(slice => (long)slice.Scan)]);
        }
        return dice.Compute();
    }

    /// <summary>The classes that a network finds in a scan, on the scan's own grid.</summary>
    public byte[] Predict(SupervisedNetwork network, Scan scan)
    {
        using var gradients = no_grad();
        byte[] predicted = new byte[scan.Labels.Length];
        float[] onGrid = new float[classes * scan.Plane];
        for (int z = 0; z < scan.Grid.Depth; z++)
        {
            using var scope = NewDisposeScope();
            Tensor logits = network.Predict(tensor(Input(study, scan, z, size), [1, 1, size, size]));
            study.Mapping(scan, size).ProbabilitiesToOriginal(logits.softmax(1).contiguous().data<float>().ToArray(), classes, onGrid);
            tensor(onGrid, [classes, scan.Plane]).argmax(0).to(uint8).data<byte>().ToArray().CopyTo(predicted, z * scan.Plane);
        }
        return predicted;
    }

    /// <summary>A slice on the network's grid. Where it shrinks, each new pixel is the mean over its area.</summary>
    private static float[] Input(Study study, Scan scan, int z, int size)
    {
        var mapping = study.Mapping(scan, size);
        float[] input = new float[size * size];
        mapping.ImageToNetwork(
            scan.Image.AsSpan(z * scan.Plane, scan.Plane), input, mapping.Box.Height > size ? Resampling.Area : Resampling.Bilinear);
        return input;
    }

    private TensorBatch Batch(float[] images, byte[] labels)
    {
        long count = labels.Length / (size * size);
        return new(tensor(images, [count, 1, size, size]), tensor(labels, [count, size, size]).to(int64));
    }
}
