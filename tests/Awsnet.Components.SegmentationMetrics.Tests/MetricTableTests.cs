using System.Text.Json;

namespace Awsnet.Components.Tests;

public class MetricTableTests
{
    [Fact]
    public void The_volume_error_of_a_table_has_no_sign_and_says_so()
    {
        var scores = SegmentationMetrics.Evaluate([1, 0, 0, 0], [1, 1, 0, 0], MaskGrid.Plane(2, 2));
        scores.Overlap.RelativeVolumeError.Should().Be(-0.5);
        (MetricColumn.VolumeError.Read(scores), MetricColumn.VolumeError.Title).Should().Be((0.5, "Absolute volume error"));
    }

    [Fact]
    public void Json_holds_cases_summary_and_ledger()
    {
        var grid = MaskGrid.Plane(2, 4);
        var policies = EmptyCasePolicies.Of(
            new EmptyRule(EmptyPolicy.NaN, EmptyPolicy.Worst), new EmptyRule(EmptyPolicy.NaN, EmptyPolicy.Infinity));
        var options = new SegmentationMetricsOptions { WhenEmpty = policies };
        var table = new MetricTable();
        // Two masks of two pixels sharing one: Dice 1/2. Then both empty, then missed.
        table.Add("a", SegmentationMetrics.Evaluate([true, true, false, false, false, false, false, false],
            [false, true, true, false, false, false, false, false], grid, options) with
        { Structure = "scar" });
        table.Add("b", SegmentationMetrics.Evaluate(new bool[8], new bool[8], grid, options) with { Structure = "scar" });
        table.Add("c", SegmentationMetrics.Evaluate(new bool[8], [true, .. new bool[7]], grid, options) with { Structure = "scar" });

        var json = JsonDocument.Parse(table.ToJson()).RootElement;

        var cases = json.GetProperty("cases");
        cases.EnumerateArray().Select(one => one.GetProperty("case").GetString()).Should().Equal("a", "b", "c");
        cases[0].GetProperty("scar").GetProperty("dice").GetDouble().Should().Be(0.5);
        cases[0].GetProperty("scar").EnumerateObject().Select(p => p.Name).Should().Equal("dice", "jaccard", "hd", "hd95", "assd");
        cases[1].GetProperty("scar").GetProperty("dice").GetString().Should().Be("nan");
        cases[1].GetProperty("scar").GetProperty("empty").GetString().Should().Be("both_empty");
        cases[2].GetProperty("scar").GetProperty("hd").GetString().Should().Be("inf");
        var dice = json.GetProperty("summary").GetProperty("scar").GetProperty("dice");
        dice.GetProperty("n").GetInt32().Should().Be(2);
        dice.GetProperty("nan").GetInt32().Should().Be(1);
        dice.GetProperty("mean").GetDouble().Should().Be(0.25);
        json.GetProperty("summary").GetProperty("scar").GetProperty("hd").GetProperty("mean").GetString().Should().Be("inf");
        var ledger = json.GetProperty("ledger").GetProperty("scar");
        ledger.GetProperty("n").GetInt32().Should().Be(3);
        ledger.GetProperty("both_empty").GetInt32().Should().Be(1);
        ledger.GetProperty("missed").GetInt32().Should().Be(1);
        ledger.GetProperty("hallucinated").GetInt32().Should().Be(0);
        json.GetProperty("conventions")[0].GetString().Should().Be("image; default; surface FaceConnected; percentile MaximumOfDirected");
    }

    [Fact]
    public void A_result_may_be_added_once()
    {
        var scores = SegmentationMetrics.Evaluate([true], [true], MaskGrid.Plane(1, 1));
        var table = new MetricTable();
        table.Add("a", scores);

        var act = () => table.Add("a", scores);

        act.Should().Throw<ArgumentException>().WithMessage("Case 'a' already has a result for 'mask'; each may be added once.*");
    }

    [Fact]
    public void Of_results_that_cannot_all_be_added_none_is()
    {
        var scores = SegmentationMetrics.Evaluate([true], [true], MaskGrid.Plane(1, 1));
        var table = new MetricTable();
        table.Add("a", scores);

        Refused(() => table.Add("b", [scores, scores with { Structure = "scar" }, scores]), "Case 'b' already has a result for 'mask'*");

        table.Rows.Should().ContainSingle();
        table.Add("b", [scores, scores with { Structure = "scar" }]);
        table.Rows.Should().HaveCount(3);
    }

    [Theory]
    [InlineData("case")]
    [InlineData("slice")]
    [InlineData("structure")]
    [InlineData("empty")]
    public void A_column_has_no_key_that_is_a_heading(string key) => Refused(
        () => new MetricTable([MetricColumn.Dice, new MetricColumn(key, "Title", true, _ => 1)]),
        $"A column has the key '{key}', which is a heading of the table; give it another key.*");

    [Fact]
    public void A_negative_number_of_digits_is_refused()
    {
        var table = new MetricTable();
        table.Add("a", SegmentationMetrics.Evaluate([true], [true], MaskGrid.Plane(1, 1)));
        var comparisons = new ComparisonTable([PairedComparison.Of("a", [1, 2], [2, 4])]);

        Refused(() => table.ToMarkdown(-1), "*decimals*-1*");
        Refused(() => MetricSummary.Of([1, 2]).ToMeanAndDeviation(-1), "*decimals*-1*");
        Refused(() => comparisons.ToMarkdown(-1), "*decimals*-1*");
    }
}
