using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>Slices of one size, and batches of them.</summary>
/// <param name="polar">The coordinates that batches are given in, if not those of the slices.</param>
internal sealed class SampleSet(int channels, int size, IReadOnlyList<Sample> samples, PolarGrid? polar = null)
{
    public int Count => samples.Count;

    /// <summary>How many batches of at most <paramref name="batchSize"/> an epoch has.</summary>
    public int Batches(int batchSize) => Math.Max(1, (Count + batchSize - 1) / batchSize);

    /// <summary>An epoch for training: shuffled, augmented, in batches of nearly equal size; a function of the seed alone.</summary>
    public IEnumerable<TensorBatch> Shuffled(long seed, int batchSize, SampleAugmenter augmenter, Device device)
    {
        var random = new SplitMix64((ulong)seed);
        var order = random.Order(Count);
        var crops = Array.ConvertAll(order, index => random.Next(samples[index].Crops.Count));
        var batches = Batches(batchSize);
        for (var batch = 0; batch < batches; batch++)
        {
            int first = batch * Count / batches, count = ((batch + 1) * Count / batches) - first;
            var (images, labels) = Room(count);
            Parallel.For(0, count, i =>
            {
                var crop = samples[order[first + i]].Crops[crops[first + i]];
                augmenter.Apply(
                    crop.Image, crop.Labels, size, size,
                    Image(images, i), Label(labels, i), new SampleSeed(seed, 0, order[first + i]));
            });
            yield return Batch(images, labels, count, device);
        }
    }

    /// <summary>All slices as they are, in order.</summary>
    public IEnumerable<(TensorBatch Batch, long[] Groups)> InOrder(int batchSize, Device device)
    {
        for (var first = 0; first < Count; first += batchSize)
        {
            var count = Math.Min(batchSize, Count - first);
            var (images, labels) = Room(count);
            for (var i = 0; i < count; i++)
            {
                var crop = samples[first + i].Crops[0];
                crop.Image.CopyTo(Image(images, i));
                crop.Labels.CopyTo(Label(labels, i));
            }

            var groups = Enumerable.Range(first, count).Select(index => (long)samples[index].Group);
            yield return (Batch(images, labels, count, device), [.. groups]);
        }
    }

    private (float[] Images, byte[] Labels) Room(int count) => (new float[count * channels * size * size], new byte[count * size * size]);

    private Span<float> Image(float[] images, int index) => images.AsSpan(index * channels * size * size, channels * size * size);

    private Span<byte> Label(byte[] labels, int index) => labels.AsSpan(index * size * size, size * size);

    private TensorBatch Batch(float[] images, byte[] labels, int count, Device device)
    {
        var classes = Array.ConvertAll(labels, label => (long)label);
        using var scope = NewDisposeScope();
        Tensor seen = tensor(images, [count, channels, size, size]).to(device), truth = tensor(classes, [count, size, size]).to(device);
        return polar is null
            ? new TensorBatch(seen.MoveToOuterDisposeScope(), truth.MoveToOuterDisposeScope())
            : new TensorBatch(polar.ToPolar(seen).MoveToOuterDisposeScope(), polar.LabelsToPolar(truth).MoveToOuterDisposeScope());
    }
}
