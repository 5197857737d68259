using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

/// <summary>The README's examples, compiled and run; the last test makes sure that they are the README's.</summary>
public class ReadmeTests
{
    [Fact]
    public void A_pair_of_masks()
    {
        bool[] prediction = Box(10, 512 * 512, 100), truth = Box(10, 512 * 512, 90);
        // <example>
        // 10 slices of 512 x 512, 12 mm apart; the last axis is the contiguous one.
        var grid = MaskGrid.Volume(10, 512, 512, 12, 0.75, 0.75);
        var scores = SegmentationMetrics.Evaluate(prediction, truth, grid);
        Console.WriteLine($"Dice {scores.Overlap.Dice:F3}, HD95 {scores.Surface.Hausdorff95Mm:F1} mm, ASSD {scores.Surface.AssdMm:F2} mm");
        Console.WriteLine(scores.Conventions.Describe());
        // </example>
        // A row of 100 pixels against its first 90 in each slice: Dice 180/190, the last pixel 10 steps away.
        scores.Overlap.Dice.Should().Be(180 / 190.0);
        scores.Surface.HausdorffMm.Should().Be(7.5);
        scores.Conventions.Describe().Should().Be("volume 10 x 512 x 512 at 12 x 0.75 x 0.75 mm; default; surface FaceConnected; percentile MaximumOfDirected");
    }

    [Fact]
    public void Many_cases()
    {
        using var folder = new TemporaryFolder();
        var path = folder["table.json"];
        var grid = MaskGrid.Plane(2, 2);
        (string Id, short[] Predicted, short[] Annotated)[] cases = [("a", [0, 2221, 1220, 0], [0, 2221, 2221, 0]), ("b", [0, 0, 0, 0], [0, 0, 1220, 0])];
        // <example>
        var scheme = new LabelScheme([0, 200, 500, 600, 1220, 2221], new LabelGroup("scar", 2221), new LabelGroup("scar+edema", 2221, 1220));
        var table = new MetricTable();
        foreach (var (id, predicted, annotated) in cases)
            table.Add(id, SegmentationMetrics.EvaluateLabels<short>(predicted, annotated, grid, scheme));
        Console.WriteLine(table.ToMarkdown());
        Console.WriteLine(table.Glance("scar")); // where there is scar: Dice, HD, ASSD; how often it was missed, or marked where there is none
        table.Save(path); // .json, .csv or .md
        // </example>
        File.Exists(path).Should().BeTrue();
        table.Ledger("scar").Should().Be(new EmptyCaseLedger(2, 1, 0, 0));
        table.Ledger("scar+edema").Should().Be(new EmptyCaseLedger(2, 0, 1, 0));
    }

    [Fact]
    public void Two_methods()
    {
        MetricTable theirs = Table(4, 5, 6, 7), ours = Table(6, 6, 8, 8);
        // <example>
        var comparison = PairedComparison.Of("ours against theirs", theirs, ours, "scar", MetricColumn.Dice);
        Console.WriteLine($"{comparison.MeanDifference:F3}, t-test p = {comparison.TTest.PValue:F4}, Wilcoxon p = {comparison.Wilcoxon.PValue:F4}");
        Console.WriteLine(new ComparisonTable([comparison]).ToMarkdown()); // p-values corrected by Holm's method
        // </example>
        comparison.MeanDifference.Should().BePositive();
        comparison.Wilcoxon.PValue.Should().Be(0.125);
    }

    [Fact]
    public void The_examples_are_those_of_the_README()
    {
        var source = File.ReadAllText(Here()).ReplaceLineEndings("\n");
        var compiled = Regex.Matches(source, @"^ *// <example>\n(.*?)^ *// </example>", RegexOptions.Singleline | RegexOptions.Multiline).Select(match => Flush(match.Groups[1].Value)).ToArray();
        compiled.Should().HaveCount(3);
        var path = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src", "Awsnet.Components.SegmentationMetrics", "README.md");
        var shown = Regex.Matches(File.ReadAllText(path).ReplaceLineEndings("\n"), @"^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Select(match => match.Groups[1].Value.TrimEnd()).ToArray();
        shown.Should().Equal(compiled);
    }

    private static bool[] Box(int slices, int sliceLength, int pixels)
    {
        var mask = new bool[slices * sliceLength];
        for (var z = 0; z < slices; z++) mask.AsSpan((z * sliceLength) + 51_300, pixels).Fill(true);
        return mask;
    }

    private static MetricTable Table(params int[] pixels)
    {
        var table = new MetricTable();
        for (var i = 0; i < pixels.Length; i++)
        {
            var mask = Enumerable.Range(0, 10).Select(x => x < pixels[i]).ToArray();
            table.Add($"case {i}", SegmentationMetrics.Evaluate(mask, Enumerable.Repeat(true, 10).ToArray(), MaskGrid.Plane(1, 10)) with { Structure = "scar" });
        }

        return table;
    }

    /// <summary>The code without its common indentation.</summary>
    private static string Flush(string code)
    {
        var lines = code.TrimEnd().Split('\n');
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indent..] : line));
    }

    private static string Here([CallerFilePath] string here = "") => here;
}
