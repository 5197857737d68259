using System.Globalization;

namespace Awsnet.Components.Myops;

/// <summary>What the paper's tables say: 20 test cases of MyoPS 2020.</summary>
internal static class PaperNumbers
{
    private const string Resource = "Awsnet.Components.Myops.paper-numbers.csv";

    private static readonly string[] Columns;
    private static readonly IReadOnlyList<string[]> Cells;

    static PaperNumbers()
    {
        using var stream = typeof(PaperNumbers).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        string[][] lines = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
        Columns = lines[0];
        Cells = lines[1..];
    }

    /// <summary>The rows of a table, in its order.</summary>
    public static IReadOnlyList<string> RowsOf(int table) =>
        [.. Cells.Where(cells => cells[0] == Text(table)).Select(cells => cells[1]).Distinct()];

    /// <summary>A cell as printed, such as <c>0.678</c> or <c>&lt;0.05</c>; null where the paper has none.</summary>
    /// <param name="table">1 to 8.</param>
    /// <param name="row">The row's name.</param>
    /// <param name="target"><c>scar</c>, <c>scar+edema</c> or <c>average</c>.</param>
    /// <param name="column">A metric's key, that with <c>_std</c>, <c>p_dice</c> or <c>p_hd</c>.</param>
    public static string? Cell(int table, string row, string target, string column)
    {
        var found = Cells.FirstOrDefault(cells => cells[0] == Text(table) && cells[1] == row && cells[2] == target);
        return found?[Array.IndexOf(Columns, column)] is { Length: > 0 } text ? text : null;
    }

    private static string Text(int table) => table.ToString(CultureInfo.InvariantCulture);
}
