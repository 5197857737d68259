namespace Awsnet.Components.Myops;

/// <summary>What the paper's tables say: 20 test cases of MyoPS 2020.</summary>
internal static class PaperNumbers
{
    private static readonly string[][] Lines =
        [.. Asset.Text("paper-numbers.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];

    /// <summary>The rows of a table, in its order.</summary>
    public static IReadOnlyList<string> RowsOf(int table) =>
        [.. Lines.Where(cells => cells[0] == $"{table}").Select(cells => cells[1]).Distinct()];

    /// <summary>A cell as printed, such as <c>0.678</c> or <c>&lt;0.05</c>; null where the paper has none.</summary>
    /// <param name="table">1 to 8.</param>
    /// <param name="target"><c>scar</c>, <c>scar+edema</c> or <c>average</c>.</param>
    /// <param name="column">A metric's key, that with <c>_std</c>, <c>p_dice</c> or <c>p_hd</c>.</param>
    public static string? Cell(int table, string row, string target, string column)
    {
        var found = Lines.FirstOrDefault(cells => cells[0] == $"{table}" && cells[1] == row && cells[2] == target);
        return found?[Array.IndexOf(Lines[0], column)] is { Length: > 0 } text ? text : null;
    }
}
