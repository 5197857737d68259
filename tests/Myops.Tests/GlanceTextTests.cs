namespace Awsnet.Components.Myops.Tests;

/// <summary>Scores at a glance, in words.</summary>
public sealed class GlanceTextTests
{
    [Fact]
    public void Where_no_case_has_the_structure_false_finds_are_all_there_is_to_say()
    {
        var text = Text((false, true), (false, false));

        text.Over.Should().Be("no case has it");
        text.Finds.Should().Equal(("marked in 1 of 2 without it", true));
        text.Distances.Should().Equal("no distances: nowhere is it both annotated and marked");
    }

    [Fact]
    public void One_case_is_no_mean_and_none_without_the_structure_is_said()
    {
        var text = Text((true, true));

        text.Over.Should().Be("of the one case that has it");
        text.Finds.Should().Equal(("missed in 0 of 1 with it", false), ("none is without it", false));
        text.Distances.Should().Equal("HD median 0.0, mean 0.0 mm", "ASSD median 0.00, mean 0.00 mm", "1 case, 0 left out");
    }

    [Fact]
    public void Slices_are_called_slices()
    {
        var table = new MetricTable();
        table.Add("a", SegmentationMetrics.EvaluateSlices(
            [true, true, false], [true, true, true], MaskGrid.Volume(3, 1, 1), new() { SingletonAxes = SingletonAxes.Keep }));

        var text = GlanceText.Of(table, "mask");

        // Dice 1, 1 and 0: s = √(1/3).
        text.Over.Should().Be("mean of the 3 slices that have it, ± 0.577");
        text.Finds.Should().Equal(("missed in 1 of 3 with it", true), ("none is without it", false));
        text.Distances[^1].Should().Be("2 slices, 1 left out");
    }

    private static GlanceText Text(params (bool Truth, bool Prediction)[] cases) =>
        new("scar", GlanceSummary.Of(
            cases.Select(one => SegmentationMetrics.Evaluate([one.Prediction], [one.Truth], MaskGrid.Plane(1, 1)))));
}
