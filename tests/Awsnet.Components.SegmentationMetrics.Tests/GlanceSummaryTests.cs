using System.Text.Json;

namespace Awsnet.Components.Tests;

public class GlanceSummaryTests
{
    /// <summary>One row of pixels, 2 mm apart: all foreground is surface, since nothing lies above and below.</summary>
    private static readonly MaskGrid Row = MaskGrid.Plane(1, 8, 1, 2);

    [Fact]
    public void Means_are_of_what_is_there_and_the_rest_is_counted()
    {
        var glance = GlanceSummary.Of(Six());

        glance.Ledger.Should().Be(new EmptyCaseLedger(6, 1, 1, 1));
        (glance.Present, glance.Absent, glance.LeftOut).Should().Be((4, 2, 3));
        // 3/4, 4/7, 1, and 0 for the missed one.
        glance.Dice.Count.Should().Be(4);
        glance.Dice.Mean.Should().BeApproximately(((3 / 4.0) + (4 / 7.0) + 1) / 4, 1e-12);
        // 2, 6 and 0 mm.
        glance.HausdorffMm.Count.Should().Be(3);
        glance.HausdorffMm.Median.Should().Be(2);
        glance.HausdorffMm.Mean.Should().BeApproximately(8 / 3.0, 1e-12);
        // (2 + 2) / 8, (2 + 4 + 6) / 7 and 0 mm.
        glance.AssdMm.Median.Should().Be(0.5);
        glance.AssdMm.Mean.Should().BeApproximately((0.5 + (12 / 7.0)) / 3, 1e-12);
        glance.ToString().Should().Be(
            "Dice 0.580 (n = 4), missed 1 of 4, hallucinated 1 of 2, HD median 2.0 mean 2.7 mm, ASSD median 0.50 mean 0.74 mm (n = 3, " +
                "left out 3)");
    }

    [Fact]
    public void No_policy_for_empty_masks_changes_it()
    {
        var nan = new EmptyRule(EmptyPolicy.NaN, EmptyPolicy.NaN);
        var infinite = new EmptyRule(EmptyPolicy.Infinity, EmptyPolicy.Infinity);

        GlanceSummary.Of(Six(new SegmentationMetricsOptions { WhenEmpty = EmptyCasePolicies.Of(nan, infinite) })).Should()
            .Be(GlanceSummary.Of(Six()));
    }

    [Fact]
    public void Without_surfaces_there_is_no_distance()
    {
        var glance = GlanceSummary.Of(Six(new SegmentationMetricsOptions { Families = MetricFamilies.Overlap }));

        glance.Dice.Count.Should().Be(4);
        glance.HausdorffMm.Count.Should().Be(0);
        glance.LeftOut.Should().Be(6);
    }

    [Fact]
    public void A_structure_that_no_case_has_gets_no_mean()
    {
        var glance = GlanceSummary.Of([Scores("", "ab"), Scores("", "")]);

        glance.Dice.Mean.Should().Be(double.NaN);
        (glance.Present, glance.Absent, glance.Ledger.Hallucinated).Should().Be((0, 2, 1));
    }

    [Fact]
    public void A_table_gives_it_by_structure_and_writes_it()
    {
        var table = new MetricTable([MetricColumn.Jaccard]);
        foreach (var (scores, i) in Six().Select((scores, i) => (scores, i))) table.Add($"{i}", scores with { Structure = "scar" });
        table.Add("0", Scores("a", "a") with { Structure = "edema" });

        table.Glance("scar").Should().Be(GlanceSummary.Of(Six()));
        var json = JsonDocument.Parse(table.ToJson()).RootElement.GetProperty("glance").GetProperty("scar");
        json.EnumerateObject().Select(member => member.Name).Should()
            .Equal("present", "missed", "absent", "hallucinated", "left_out", "dice", "hd", "assd");
        new[] { "present", "missed", "absent", "hallucinated", "left_out" }.Select(name => json.GetProperty(name).GetInt32()).Should()
            .Equal(4, 1, 2, 1, 3);
        json.GetProperty("dice").GetProperty("n").GetInt32().Should().Be(4);
        json.GetProperty("hd").GetProperty("median").GetDouble().Should().Be(2);
        json.GetProperty("assd").GetProperty("n").GetInt32().Should().Be(3);
    }

    [Fact]
    public void A_structure_that_is_not_in_the_table_is_refused()
    {
        var table = new MetricTable();
        table.Add("0", Scores("a", "a") with { Structure = "scar" });
        table.Add("0", Scores("a", "a") with { Structure = "edema" });
        foreach (var ask in new Action[] { () => table.Glance("Scar"), () => table.Summarize("Scar", MetricColumn.Dice) })
            ask.Should().Throw<ArgumentException>().WithMessage("The table has no result for 'Scar'; it holds [scar, edema].*");
    }

    /// <summary>Shifted by a pixel, too long by three, equal, missed, hallucinated, and rightly left out.</summary>
    private static MaskScores[] Six(SegmentationMetricsOptions? options = null) =>
        [Scores("abcd", "bcde", options), Scores("ab", "abcde", options), Scores("ab", "ab", options), Scores("ab", "", options),
            Scores("", "a", options), Scores("", "", options)];

    /// <summary>Scores of masks whose pixels are named by letters, from the left.</summary>
    private static MaskScores Scores(string truth, string prediction, SegmentationMetricsOptions? options = null) =>
        SegmentationMetrics.Evaluate(Mask(prediction), Mask(truth), Row, options);

    private static bool[] Mask(string pixels) => [.. "abcdefgh".Select(pixels.Contains)];
}
