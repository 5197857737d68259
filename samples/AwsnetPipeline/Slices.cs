namespace Awsnet.Components.Samples;

/// <summary>Slices as a network sees them: augmented, in batches, to train on; as they are, to validate by.</summary>
/// <param name="channels">Sequences in an image.</param>
internal sealed class Slices(int channels)
{
    /// <summary>Side of both networks' inputs; the paper's are 384 (CASN) and 128 (ASAN).</summary>
    public const int Size = 96;

    private const int BatchSize = 8;

    private readonly List<(int Heart, (float[] Image, byte[] Classes)[] Crops)> _slices = [];

    public int BatchesPerEpoch => (_slices.Count + BatchSize - 1) / BatchSize;

    /// <summary>Adds a slice of a heart: as it is, then as it may also be cropped; each epoch draws one of these crops.</summary>
    public void Add(int heart, params IEnumerable<(float[] Image, byte[] Classes)> crops) => _slices.Add((heart, [.. crops]));

    /// <summary>An epoch to train on: order, crops and augmentation follow from the seed alone.</summary>
    public IEnumerable<TensorBatch> Epoch(long seed, SampleAugmenter augmenter)
    {
        var random = new Random((int)(seed ^ (seed >> 32)));
        int[] order = [.. Enumerable.Range(0, _slices.Count)];
        random.Shuffle(order);
        // Batches of nearly equal size.
        foreach (int[] chosen in order.Chunk((order.Length + BatchesPerEpoch - 1) / BatchesPerEpoch))
        {
            var crops = Array.ConvertAll(chosen, index => _slices[index].Crops[random.Next(_slices[index].Crops.Length)]);
            var augmented = Array.ConvertAll(crops, crop => (new float[crop.Image.Length], new byte[crop.Classes.Length]));
            Parallel.For(0, chosen.Length, i => augmenter.Apply(
                crops[i].Image, crops[i].Classes, Size, Size, augmented[i].Item1, augmented[i].Item2, new SampleSeed(seed, 0, chosen[i])));
            yield return Batch(augmented);
        }
    }

    /// <summary>ε of Eqs. 5-9: the Dice of a class, of each heart, then the mean.</summary>
    public Evaluation Dice(DeepSupervisedUNet network, string structure, long label, CancellationToken cancellation)
    {
        using var dice = new ValidationDice([(structure, [label])], DiceAveraging.PerGroup);
        foreach (var part in _slices.Chunk(2 * BatchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            using var batch = Batch([.. part.Select(slice => slice.Crops[0])]);
            using Tensor logits = network.Predict(batch.Input);
            dice.Update(logits, batch.Target, [.. part.Select(slice => (long)slice.Heart)]);
        }
        return dice.Compute();
    }

    private TensorBatch Batch((float[] Image, byte[] Classes)[] crops) => new(
        tensor(crops.SelectMany(crop => crop.Image).ToArray(), [crops.Length, channels, Size, Size]),
        tensor(crops.SelectMany(crop => crop.Classes, (_, label) => (long)label).ToArray(), [crops.Length, Size, Size]));
}
