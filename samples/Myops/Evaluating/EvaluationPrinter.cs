using Spectre.Console;

namespace Awsnet.Components.Myops;

/// <summary>Scores as a table for readers, and at a glance.</summary>
internal static class EvaluationPrinter
{
    public static void Write(FolderEvaluation evaluation, AppConsole console)
    {
        var scores = evaluation.Table;
        var table = new Table().Border(console.IsTerminal ? TableBorder.Rounded : TableBorder.Ascii);
        table.AddColumn("case");
        table.AddColumn("structure");
        foreach (var column in scores.Columns) table.AddColumn(new TableColumn(Markup.Escape(column.Title)).RightAligned());
        table.AddColumn("empty");
        foreach (var row in scores.Rows)
        {
            var name = row.Scores.Slice is { } slice ? $"{row.Case} [{slice}]" : row.Case;
            table.AddRow([
                Markup.Escape(name), Markup.Escape(row.Scores.Structure),
                .. scores.Columns.Select(column => Text(column.Read(row.Scores))),
                row.Scores.EmptyCase == EmptyCase.None ? "" : row.Scores.EmptyCase.ToString(),
            ]);
        }

        foreach (var structure in scores.Structures)
        {
            table.AddRow([
                "mean ± std", Markup.Escape(structure),
                .. scores.Columns.Select(column => Numbers.MeanAndDeviation(scores.Summarize(structure, column))), "",
            ]);
        }

        console.Styled.Write(table);
        foreach (var structure in scores.Structures) console.WriteLine($"{structure}: {scores.Ledger(structure)}");
        if (evaluation.WithoutPrediction.Count > 0)
            console.WriteNote($"Annotated but not predicted, and left out: {string.Join(", ", evaluation.WithoutPrediction)}");
        GlancePrinter.Write(scores, console);
    }

    private static string Text(double value) => value.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture);
}
