namespace Awsnet.Components.Tests;

public class AllocationTests
{
    [Fact]
    public void Nothing_is_allocated_per_voxel()
    {
        var grid = MaskGrid.Volume(10, 256, 256, 12, 0.75, 0.75);
        bool[] prediction = Block(grid, 60), truth = Block(grid, 75);
        foreach (var options in new[] { new SegmentationMetricsOptions(), SegmentationMetricsOptions.DeepMind })
        {
            // The pools are filled, and the compiler done, by the first runs.
            for (var run = 0; run < 3; run++) SegmentationMetrics.Evaluate(prediction, truth, grid, options);
            // A collection may empty the pools in between, so the least of some runs counts.
            var allocated = Enumerable.Range(0, 5).Min(_ =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                SegmentationMetrics.Evaluate(prediction, truth, grid, options);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            });

            // 655,360 voxels: a byte each would be 655,360. Tables of one number a row or pattern remain.
            allocated.Should().BeLessThan(24_000);
        }
    }

    private static bool[] Block(MaskGrid grid, int start)
    {
        var mask = new bool[grid.Count];
        for (var z = 1; z < 9; z++)
        {
            for (var y = start; y < start + 120; y++) mask.AsSpan((((z * grid.Rows) + y) * grid.Columns) + start + z, 100).Fill(true);
        }

        return mask;
    }
}
