using Awsnet.Components;

string folder = Directory.CreateTempSubdirectory().FullName;
Scores.OfMasks();
Scores.OfCases(Path.Combine(folder, "table.csv"));
Scores.OfMethods();
Directory.Delete(folder, recursive: true);

internal static class Scores
{
    // Rows of 100 pixels in each slice, and their first 90.
    internal static void OfMasks()
    {
        bool[] prediction = Rows(100), truth = Rows(90);
        // README of Awsnet.Components.SegmentationMetrics: MaskGrid.Volume(
    }

    internal static void OfCases(string path)
    {
        var grid = MaskGrid.Plane(2, 2);
        (string Id, short[] Predicted, short[] Annotated)[] cases = [("a", [0, 2221, 1220, 0], [0, 2221, 2221, 0]),
            ("b", [0, 0, 0, 0], [0, 0, 1220, 0])];
        // README of Awsnet.Components.SegmentationMetrics: table.ToMarkdown()
        Console.WriteLine($"saved: {File.ReadLines(path).Count()} lines");
    }

    internal static void OfMethods()
    {
        MetricTable theirs = Table(4, 5, 6, 7), ours = Table(6, 6, 8, 8);
        // README of Awsnet.Components.SegmentationMetrics: PairedComparison.Of(
    }

    private static bool[] Rows(int pixels)
    {
        bool[] mask = new bool[10 * 512 * 512];
        for (int slice = 0; slice < 10; slice++) mask.AsSpan((slice * 512 * 512) + 51_300, pixels).Fill(true);
        return mask;
    }

    private static MetricTable Table(params int[] pixels)
    {
        var table = new MetricTable();
        for (int i = 0; i < pixels.Length; i++)
        {
            bool[] mask = [.. Enumerable.Range(0, 10).Select(x => x < pixels[i])];
            table.Add($"case {i}",
                SegmentationMetrics.Evaluate(mask, [.. Enumerable.Repeat(true, 10)], MaskGrid.Plane(1, 10)) with { Structure = "scar" });
        }
        return table;
    }
}
