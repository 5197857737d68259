using BenchmarkDotNet.Attributes;

namespace Awsnet.Components.Benchmarks;

/// <summary>Three images of 128 x 128 and their labels, as a training loop augments one sample.</summary>
public class AugmentationBenchmarks
{
    private const int Size = 128, Channels = 3;

    private readonly SampleAugmenter paper = new(AugmentationOptions.Paper), strong = new(AugmentationOptions.Strong);
    private readonly float[] images = new float[Channels * Size * Size], augmentedImages = new float[Channels * Size * Size];
    private readonly byte[] augmentedLabels = new byte[Size * Size];
    private byte[] labels = null!;
    private int sample;

    [GlobalSetup]
    public void Setup()
    {
        labels = Shapes.Rings(1, Size, radius: 40);
        for (int i = 0; i < images.Length; i++) images[i] = labels[i % labels.Length] + MathF.Sin(i / 7f);
    }

    [Benchmark]
    public void Paper() => Augment(paper);

    [Benchmark]
    public void Strong() => Augment(strong);

    private void Augment(SampleAugmenter augmenter) =>
        augmenter.Apply(images, labels, Size, Size, augmentedImages, augmentedLabels, new SampleSeed(Run: 1, Epoch: 1, Sample: sample++));
}
