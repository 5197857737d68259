using System.Text;

namespace Awsnet.Components.Myops;

/// <summary>Lines of CSV: cells that need quotes, and a line taken apart.</summary>
internal static class CsvLine
{
    /// <summary>A cell, in double quotes where it holds what has a meaning.</summary>
    public static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(',', '"') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The cells; one within double quotes may hold commas, and quotes doubled.</summary>
    public static IReadOnlyList<string> Split(string line)
    {
        List<string> cells = [];
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') cell.Append(line[i++]);
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else cell.Append(line[i]);
        }

        return [.. cells, cell.ToString()];
    }
}
