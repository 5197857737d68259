namespace Awsnet.Components.Tests;

public class MetricTableFilesTests
{
    [Fact]
    public void Csv_holds_one_line_a_result()
    {
        Table().ToCsv().Should().Be(
            """
            case,structure,dice,hd,empty
            "a, first",scar,0.5,1,
            b,scar,nan,inf,missed

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Csv_of_slices_names_the_slice()
    {
        var table = new MetricTable([MetricColumn.Jaccard]);
        table.Add("a", SegmentationMetrics.EvaluateSlices([true, false, true, true], [true, true, false, false], MaskGrid.Volume(2, 1, 2)));

        table.ToCsv().Should().Be("case,slice,structure,jaccard,empty\na,0,mask,0.5,\na,1,mask,0,hallucinated\n");
        table.ToJson(indented: false).Should().Contain("""{"case":"a","slice":1,"mask":{"jaccard":0,"empty":"hallucinated"}}""");
    }

    [Fact]
    public void Markdown_states_the_ledger_and_the_conventions()
    {
        Table().ToMarkdown(2).Should().Be(
            """
            | structure | Dice | HD (mm) |
            |---|---|---|
            | scar | 0.50 ± nan (n = 1) | inf ± nan |

            - scar: n = 2 (both empty 0, missed 1, hallucinated 0)
            - image; mine; surface FaceConnected; percentile MaximumOfDirected

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Saving_follows_the_ending_and_leaves_nothing_else_behind()
    {
        using var folder = new TemporaryFolder();
        var table = Table();

        table.Save(Path.Combine(folder.Path, "table.json"));
        table.Save(Path.Combine(folder.Path, "table.csv"));
        table.Save(Path.Combine(folder.Path, "table.md"));
        table.Save(Path.Combine(folder.Path, "table.md"));

        File.ReadAllText(Path.Combine(folder.Path, "table.json")).Should().Be(table.ToJson() + "\n");
        File.ReadAllText(Path.Combine(folder.Path, "table.csv")).Should().Be(table.ToCsv());
        File.ReadAllText(Path.Combine(folder.Path, "table.md")).Should().Be(table.ToMarkdown());
        Directory.GetFiles(folder.Path).Should().HaveCount(3);
        table.Invoking(t => t.Save(Path.Combine(folder.Path, "table.txt"))).Should().Throw<ArgumentException>()
            .WithMessage("*table.txt' ends in none of .json, .csv and .md; the ending chooses the format.*");
    }

    [Fact]
    public void A_file_in_shared_memory_is_written_as_any_other()
    {
        if (!Directory.Exists("/dev/shm")) return; // Linux alone has it
        string path = $"/dev/shm/awsnet-{Guid.NewGuid():N}.csv";
        try
        {
            Table().Save(path);
            File.AppendAllText(path, "a longer file");
            Table().Save(path);
            File.ReadAllText(path).Should().Be(Table().ToCsv());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Bad_tables_are_refused()
    {
        var none = () => new MetricTable([]);
        var twice = () => new MetricTable([MetricColumn.Dice, MetricColumn.Dice]);
        var heading = () => new MetricTable()
            .Add("a", SegmentationMetrics.Evaluate([true], [true], MaskGrid.Plane(1, 1)) with { Structure = "case" });

        none.Should().Throw<ArgumentException>()
            .WithMessage("The table has no column; give at least one, for instance MetricColumn.Default.*");
        twice.Should().Throw<ArgumentException>().WithMessage("Two columns have the key 'dice'; keys must differ.*");
        heading.Should().Throw<ArgumentException>()
            .WithMessage("A structure is named 'case', which is a heading of the table; give it another name.*");
    }

    private static MetricTable Table()
    {
        var grid = MaskGrid.Plane(1, 3);
        var options = new SegmentationMetricsOptions
        {
            Name = "mine",
            WhenEmpty = EmptyCasePolicies.Of(
                new EmptyRule(EmptyPolicy.Perfect, EmptyPolicy.NaN), new EmptyRule(EmptyPolicy.Perfect, EmptyPolicy.Infinity)),
        };
        var table = new MetricTable([MetricColumn.Dice, MetricColumn.Hausdorff]);
        table.Add("a, first",
            SegmentationMetrics.Evaluate([true, true, false], [false, true, true], grid, options) with { Structure = "scar" });
        table.Add("b", SegmentationMetrics.Evaluate([false, false, false], [false, true, true], grid, options) with { Structure = "scar" });
        return table;
    }
}
