using System.Collections.Immutable;

namespace Awsnet.Components.Samples;

/// <summary>Whole stacks on a network's grid: a region of every slice, all slices one above the other.</summary>
internal sealed class StackSet(IReadOnlyList<Scan> scans, Study study, int size)
{
    private readonly (float[] Image, byte[] Labels)[] stacks = [.. scans.Select(scan => ToNetwork(scan, study, size))];

    public IReadOnlyList<Scan> Scans => scans;

    /// <summary>An epoch of single stacks, shuffled; each is turned and stretched in its planes, all slices alike.</summary>
    public IEnumerable<TensorBatch> Shuffled(long seed)
    {
        var augmenter = new SampleAugmenter(AugmentationOptions.Paper with { Brightness = 0, KeepZeros = false });
        int[] order = [.. Enumerable.Range(0, stacks.Length)];
        new Random(seed.GetHashCode()).Shuffle(order);
        foreach (int index in order)
        {
            (float[] image, byte[] labels) = stacks[index];
            float[] images = new float[image.Length];
            byte[] moved = new byte[labels.Length];
            augmenter.Apply(image, labels, size, size, images, moved, new SampleSeed(seed, 0, index));
            yield return Batch(images, moved);
        }
    }

    /// <summary>The mean Dice of the structures over the stacks.</summary>
    public Evaluation Score(SupervisedNetwork network)
    {
        using var dice = new ValidationDice(Enumerable.Range(1, study.Scheme.Labels.Count - 1)
            .Select(c => (study.Scheme.Groups[c - 1].Name, ImmutableArray.Create<long>(c))));
        foreach (var (image, labels) in stacks)
        {
            using var scope = NewDisposeScope();
            TensorBatch batch = Batch(image, labels);
            dice.Update(network.Predict(batch.Input), batch.Target);
        }
        return dice.Compute();
    }

    /// <summary>The classes that a network finds in one of the stacks, on the scan's own grid.</summary>
    public byte[] Predict(SupervisedNetwork network, int index)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        Scan scan = scans[index];
        int classes = study.Scheme.Labels.Count;
        byte[] predicted = new byte[scan.Labels.Length];
        float[] onGrid = new float[classes * scan.Plane];
        Tensor probabilities = network.Predict(Batch(stacks[index].Image, stacks[index].Labels).Input).softmax(1)[0];
        for (int z = 0; z < scan.Grid.Depth; z++)
        {
            float[] slice = probabilities.select(1, z).contiguous().data<float>().ToArray();
            study.Mapping(scan, size).ProbabilitiesToOriginal(slice, classes, onGrid);
            tensor(onGrid, [classes, scan.Plane]).argmax(0).to(uint8).data<byte>().ToArray().CopyTo(predicted, z * scan.Plane);
        }
        return predicted;
    }

    private static (float[] Image, byte[] Labels) ToNetwork(Scan scan, Study study, int size)
    {
        GridMapping mapping = study.Mapping(scan, size);
        float[] image = new float[scan.Grid.Depth * size * size];
        byte[] labels = new byte[image.Length];
        for (int z = 0; z < scan.Grid.Depth; z++)
        {
            (int from, int to, int plane) = (z * scan.Plane, z * size * size, size * size);
            mapping.ImageToNetwork(scan.Image.AsSpan(from, scan.Plane), image.AsSpan(to, plane), Resampling.Area);
            mapping.LabelsToNetwork<byte>(scan.Labels.AsSpan(from, scan.Plane), labels.AsSpan(to, plane));
        }
        return (image, labels);
    }

    private TensorBatch Batch(float[] image, byte[] labels)
    {
        long depth = labels.Length / (size * size);
        return new(tensor(image, [1, 1, depth, size, size]), tensor(labels, [1, depth, size, size]).to(int64));
    }
}
