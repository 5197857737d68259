using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Awsnet.Components.Tests;

/// <summary>What must hold for any masks.</summary>
public class PropertyTests
{
    private static readonly SegmentationMetricsOptions[] Conventions =
    [
        new() { SingletonAxes = SingletonAxes.Keep, SurfaceDiceTolerancesMm = [0, 2] },
        new() { SingletonAxes = SingletonAxes.Keep, SurfaceDiceTolerancesMm = [0, 2], Surface = SurfaceDefinition.FullyConnected,
            Percentile = PercentileRule.Pooled },
        new() { SingletonAxes = SingletonAxes.Keep, SurfaceDiceTolerancesMm = [0, 2], Surface = SurfaceDefinition.HalfVoxelElements },
    ];

    [Fact]
    public void Symmetric_metrics_do_not_care_which_mask_is_the_truth() => ForAll(trial =>
    {
        MaskScores one = trial.Evaluate(trial.A, trial.B), other = trial.Evaluate(trial.B, trial.A);
        other.Overlap.Dice.Should().Be(one.Overlap.Dice);
        other.Overlap.Jaccard.Should().Be(one.Overlap.Jaccard);
        other.Overlap.Sensitivity.Should().Be(one.Overlap.Precision);
        Near(other.Surface.HausdorffMm, one.Surface.HausdorffMm);
        Near(other.Surface.Hausdorff95Mm, one.Surface.Hausdorff95Mm);
        Near(other.Surface.AssdMm, one.Surface.AssdMm);
        Near(other.Surface.MasdMm, one.Surface.MasdMm);
        Near(other.Surface.AsdPredictionToTruthMm, one.Surface.AsdTruthToPredictionMm);
        Near(other.Surface.SurfaceDiceAt(2), one.Surface.SurfaceDiceAt(2));
    });

    [Fact]
    public void Every_metric_keeps_its_bounds() => ForAll(trial =>
    {
        var scores = trial.Evaluate(trial.A, trial.B);
        var overlap = scores.Overlap;
        foreach (var score in new[] { overlap.Dice, overlap.Jaccard, overlap.Sensitivity, overlap.Precision,
            scores.Surface.SurfaceDiceAt(0), scores.Surface.SurfaceDiceAt(2) })
            score.Should().BeInRange(0, 1 + 1e-12);
        var surface = scores.Surface;
        surface.HausdorffMm.Should().BeInRange(0, trial.Grid.DiagonalMm + 1e-9);
        surface.Hausdorff95Mm.Should().BeInRange(0, surface.HausdorffMm + 1e-9);
        surface.AssdMm.Should().BeInRange(0, surface.HausdorffMm + 1e-9);
        surface.MasdMm.Should().BeInRange(0, surface.HausdorffMm + 1e-9);
        surface.SurfaceDiceAt(0).Should().BeLessThanOrEqualTo(surface.SurfaceDiceAt(2) + 1e-12);
        scores.Counts.Total.Should().Be(trial.Grid.Count);
    });

    [Fact]
    public void Dice_and_Jaccard_are_one_quantity() => ForAll(trial =>
    {
        var overlap = trial.Evaluate(trial.A, trial.B).Overlap;
        Near(overlap.Dice, 2 * overlap.Jaccard / (1 + overlap.Jaccard));
    });

    [Fact]
    public void A_mask_agrees_with_itself() => ForAll(trial =>
    {
        var scores = trial.Evaluate(trial.A, trial.A);
        scores.Overlap.Dice.Should().Be(1);
        scores.Surface.HausdorffMm.Should().Be(0);
        scores.Surface.AssdMm.Should().Be(0);
        Near(scores.Surface.SurfaceDiceAt(0), 1);
    });

    [Fact]
    public void The_Hausdorff_distance_obeys_the_triangle_inequality() => ForAll(trial =>
    {
        double ab = trial.Evaluate(trial.A, trial.B).Surface.HausdorffMm;
        double bc = trial.Evaluate(trial.B, trial.C).Surface.HausdorffMm;
        double ac = trial.Evaluate(trial.A, trial.C).Surface.HausdorffMm;
        ac.Should().BeLessThanOrEqualTo(ab + bc + 1e-9);
    });

    [Fact]
    public void Flipping_both_masks_changes_nothing() => ForAll(trial =>
    {
        var scores = trial.Evaluate(trial.A, trial.B);
        foreach (var axis in new[] { 0, 1, 2 })
        {
            var flipped = trial.Evaluate(Flip(trial.A, trial.Grid, axis), Flip(trial.B, trial.Grid, axis));
            flipped.Counts.Should().Be(scores.Counts);
            Near(flipped.Surface.HausdorffMm, scores.Surface.HausdorffMm);
            Near(flipped.Surface.Hausdorff95Mm, scores.Surface.Hausdorff95Mm);
            Near(flipped.Surface.AssdMm, scores.Surface.AssdMm);
            Near(flipped.Surface.SurfaceDiceAt(2), scores.Surface.SurfaceDiceAt(2));
        }
    });

    [Fact]
    public void Renaming_the_classes_changes_nothing() => ForAll(trial =>
    {
        int[] a = [.. trial.A.Zip(trial.C, (first, second) => (first ? 1 : 0) + (second ? 2 : 0))];
        int[] b = [.. trial.B.Zip(trial.C, (first, second) => (first ? 1 : 0) + (second ? 2 : 0))];
        int[] names = [40, 7, 99, 12];
        var plain = SegmentationMetrics.EvaluateLabels<int>(a, b, trial.Grid, LabelScheme.Classes(4), trial.Options);
        var scheme = new LabelScheme(names, new LabelGroup("1", 7), new LabelGroup("2", 99), new LabelGroup("3", 12));
        var renamed = SegmentationMetrics.EvaluateLabels<int>(
            [.. a.Select(c => names[c])], [.. b.Select(c => names[c])], trial.Grid, scheme, trial.Options);
        for (var i = 0; i < 3; i++)
        {
            renamed[i].Counts.Should().Be(plain[i].Counts);
            renamed[i].Surface.Should().BeEquivalentTo(plain[i].Surface);
        }
    });

    [Fact]
    public void Scaling_the_spacing_scales_every_distance() => ForAll(trial =>
    {
        var grid = trial.Grid;
        var twice = grid.Rank == 2
            ? MaskGrid.Plane(grid.Rows, grid.Columns, 2 * grid.RowSpacingMm, 2 * grid.ColumnSpacingMm)
            : MaskGrid.Volume(grid.Depth, grid.Rows, grid.Columns, 2 * grid.DepthSpacingMm, 2 * grid.RowSpacingMm,
                2 * grid.ColumnSpacingMm);
        var small = trial.Evaluate(trial.A, trial.B).Surface;
        var large = SegmentationMetrics.Evaluate(trial.A, trial.B, twice, trial.Options with { SurfaceDiceTolerancesMm = [4] }).Surface;
        Near(large.HausdorffMm, 2 * small.HausdorffMm);
        Near(large.Hausdorff95Mm, 2 * small.Hausdorff95Mm);
        Near(large.AssdMm, 2 * small.AssdMm);
        Near(large.SurfaceDiceAt(4), small.SurfaceDiceAt(2));
    });

    private static bool[] Flip(bool[] mask, MaskGrid grid, int axis)
    {
        var flipped = new bool[mask.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            int z = i / (grid.Rows * grid.Columns), y = i / grid.Columns % grid.Rows, x = i % grid.Columns;
            if (axis == 0) z = grid.Depth - 1 - z;
            if (axis == 1) y = grid.Rows - 1 - y;
            if (axis == 2) x = grid.Columns - 1 - x;
            flipped[(((z * grid.Rows) + y) * grid.Columns) + x] = mask[i];
        }

        return flipped;
    }

    private static void Near(double actual, double expected) => actual.Should().BeApproximately(expected, 1e-9);

    /// <summary>In the quick form the same trials each time; in the full form new ones.</summary>
    private static void ForAll(Action<Trial> property)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(Effort.Pick(100, 3000));
        if (!Effort.Full)
            config = config.WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(1), FSharpOption<int>.None)));
        Prop.ForAll(Trials.ToArbitrary(), property).Check(config);
    }

    private static Gen<Trial> Trials =>
        from rank in Gen.Choose(2, 3)
        from depth in Gen.Choose(1, 5)
        from rows in Gen.Choose(1, 14)
        from columns in Gen.Choose(1, 40)
        from spacing in Gen.Elements(0.5, 0.75, 1, 1.37, 12).ArrayOf(3)
        let grid = rank == 2
            ? MaskGrid.Plane(rows, columns, spacing[1], spacing[2])
            : MaskGrid.Volume(depth, rows, columns, spacing[0], spacing[1], spacing[2])
        from a in Mask(grid)
        from b in Mask(grid)
        from c in Mask(grid)
        from convention in Gen.Elements(Conventions)
        select new Trial(grid, a, b, c, convention);

    /// <summary>A mask with at least one voxel: noise of any density, or balls.</summary>
    private static Gen<bool[]> Mask(MaskGrid grid) =>
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from density in Gen.Choose(0, 20)
        from one in Gen.Choose(0, grid.Count - 1)
        select With(density > 10 ? RandomMasks.Balls(grid, seed, density - 10) : RandomMasks.Noise(grid, seed, density / 10.0), one);

    private static bool[] With(bool[] mask, int voxel)
    {
        mask[voxel] = true;
        return mask;
    }

    private sealed record Trial(MaskGrid Grid, bool[] A, bool[] B, bool[] C, SegmentationMetricsOptions Options)
    {
        public MaskScores Evaluate(bool[] prediction, bool[] truth) => SegmentationMetrics.Evaluate(prediction, truth, Grid, Options);
    }
}
