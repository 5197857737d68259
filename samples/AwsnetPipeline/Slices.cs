namespace Awsnet.Components.Samples;

/// <summary>Slices as a network sees them: augmented, in batches, to train on; as they are, to validate by.</summary>
/// <param name="channels">Sequences in an image.</param>
internal sealed class Slices(int channels)
{
    /// <summary>Side of both networks' inputs; the paper's are 384 (CASN) and 128 (ASAN).</summary>
    public const int Size = 96;

    private const int BatchSize = 8;

    private readonly List<(int Heart, (float[] Image, byte[] Classes)[] Looks)> _slices = [];

    public int BatchesPerEpoch => (_slices.Count + BatchSize - 1) / BatchSize;

    /// <summary>From CASN's grid to a network's.</summary>
    public static GridMapping Region(PixelBox box) => GridMapping.Region(Heart.Side, Heart.Side, box, Size, Size);

    /// <summary>Adds a slice of a heart: as it is, then as it may also be seen; each epoch draws one of these looks.</summary>
    public void Add(int heart, params IEnumerable<(float[] Image, byte[] Classes)> looks) => _slices.Add((heart, [.. looks]));

    /// <summary>An epoch to train on: order, looks and augmentation follow from the seed alone.</summary>
    public IEnumerable<TensorBatch> Epoch(long seed, SampleAugmenter augmenter)
    {
        var random = new Random((int)(seed ^ (seed >> 32)));
        int[] order = [.. Enumerable.Range(0, _slices.Count)];
        random.Shuffle(order);
        // Batches of nearly equal size.
        foreach (int[] chosen in order.Chunk((order.Length + BatchesPerEpoch - 1) / BatchesPerEpoch))
        {
            var looks = Array.ConvertAll(chosen, index => _slices[index].Looks[random.Next(_slices[index].Looks.Length)]);
            var augmented = Array.ConvertAll(looks, look => (new float[look.Image.Length], new byte[look.Classes.Length]));
            Parallel.For(0, chosen.Length, i => augmenter.Apply(
                looks[i].Image, looks[i].Classes, Size, Size, augmented[i].Item1, augmented[i].Item2, new SampleSeed(seed, 0, chosen[i])));
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
            using var batch = Batch([.. part.Select(slice => slice.Looks[0])]);
            using Tensor logits = network.Predict(batch.Input);
            dice.Update(logits, batch.Target, [.. part.Select(slice => (long)slice.Heart)]);
        }
        return dice.Compute();
    }

    private TensorBatch Batch((float[] Image, byte[] Classes)[] looks) => new(
        tensor(looks.SelectMany(look => look.Image).ToArray(), [looks.Length, channels, Size, Size]),
        tensor(looks.SelectMany(look => look.Classes, (_, label) => (long)label).ToArray(), [looks.Length, Size, Size]));
}
