using BenchmarkDotNet.Attributes;

namespace Awsnet.Components.Benchmarks;

/// <summary>Scores of one structure in 10 x 256 x 256 voxels of 1.5 x 1.5 x 10 mm.</summary>
public class MetricsBenchmarks
{
    private static readonly MaskGrid grid = MaskGrid.Volume(10, 256, 256, 10, 1.5, 1.5);
    private static readonly SegmentationMetricsOptions overlap = new() { Families = MetricFamilies.Overlap };
    private static readonly SegmentationMetricsOptions deepMind = SegmentationMetricsOptions.DeepMind;

    private byte[] truth = null!, near = null!, scattered = null!;

    [GlobalSetup]
    public void Setup()
    {
        truth = Shapes.Mask(Shapes.Rings(10, 256, radius: 40));
        near = Shapes.Mask(Shapes.Rings(10, 256, radius: 41, shift: 2));
        scattered = new byte[truth.Length];
        for (int i = 0; i < scattered.Length; i += 9973) scattered[i] = 1; // a prime: all over the volume
    }

    [Benchmark]
    public MaskScores Overlap() => SegmentationMetrics.Evaluate(near, truth, grid, overlap);

    [Benchmark]
    public MaskScores Surface() => SegmentationMetrics.Evaluate(near, truth, grid);

    [Benchmark]
    public MaskScores SurfaceAsDeepMind() => SegmentationMetrics.Evaluate(near, truth, grid, deepMind);

    /// <summary>Where nothing can be cut away: the exact distance transform of the whole volume, twice.</summary>
    [Benchmark]
    public MaskScores DistanceTransformOfAll() => SegmentationMetrics.Evaluate(scattered, truth, grid);
}
