using System.Globalization;
using System.Text;

namespace Awsnet.Components;

/// <summary>A table as CSV and as Markdown.</summary>
internal static class MetricTableText
{
    public static string Csv(MetricTable table)
    {
        var slices = table.Rows.Any(row => row.Scores.Slice is not null);
        var text = new StringBuilder("case,").Append(slices ? "slice," : "").Append("structure");
        foreach (var column in table.Columns) text.Append(',').Append(Field(column.Key));
        text.Append(",empty\n");
        foreach (var row in table.Rows)
        {
            text.Append(Field(row.Case)).Append(',');
            if (slices) text.Append(row.Scores.Slice?.ToString(CultureInfo.InvariantCulture)).Append(',');
            text.Append(Field(row.Scores.Structure));
            foreach (var column in table.Columns) text.Append(',').Append(MetricText.Exact(column.Read(row.Scores)));
            text.Append(',').Append(row.Scores.EmptyCase == EmptyCase.None ? "" : MetricText.Key(row.Scores.EmptyCase)).Append('\n');
        }

        return text.ToString();
    }

    public static string Markdown(MetricTable table, int decimals)
    {
        var text = new StringBuilder("| structure |");
        foreach (var column in table.Columns) text.Append(' ').Append(MetricText.Cell(column.Title)).Append(" |");
        text.Append("\n|---|").Insert(text.Length, "---|", table.Columns.Count).Append('\n');
        foreach (var structure in table.Structures)
        {
            text.Append("| ").Append(MetricText.Cell(structure)).Append(" |");
            foreach (var column in table.Columns)
            {
                var summary = table.Summarize(structure, column);
                text.Append(' ').Append(summary.ToMeanAndDeviation(decimals));
                if (summary.NotANumber > 0) text.Append(CultureInfo.InvariantCulture, $" (n = {summary.Count})");
                text.Append(" |");
            }

            text.Append('\n');
        }

        text.Append('\n');
        foreach (var structure in table.Structures)
            text.Append(CultureInfo.InvariantCulture, $"- {structure}: {table.Ledger(structure)}\n");
        foreach (var line in MetricConventions.Describe(table.Rows.Select(row => row.Scores.Conventions)))
            text.Append(CultureInfo.InvariantCulture, $"- {line}\n");
        return text.ToString();
    }

    private static string Field(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
