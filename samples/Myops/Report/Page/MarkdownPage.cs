namespace Awsnet.Components.Myops;

/// <summary>The Markdown that this program writes (headings, tables, lists, paragraphs) as a page shows it.</summary>
internal static class MarkdownPage
{
    /// <summary>Everything but the first heading, which is the caller's.</summary>
    /// <param name="title">The first heading.</param>
    public static Html Of(string text, out string title)
    {
        List<Html> pieces = [];
        List<string> block = [];
        var first = "";
        foreach (var line in text.Split('\n').Append(""))
        {
            var kind = Kind(line);
            if (block.Count > 0 && kind != Kind(block[0])) Close();
            if (kind == ' ') continue;
            if (kind == '#' && line.StartsWith("# ", StringComparison.Ordinal)) first = line[2..];
            else block.Add(line);
            if (kind == '#' && block.Count > 0) Close();
        }

        title = first;
        return Html.Join(pieces);

        void Close()
        {
            pieces.Add(Piece(block));
            block = [];
        }
    }

    private static char Kind(string line) => line.Length == 0 ? ' ' : line[0] switch { '#' => '#', '|' => '|', '-' => '-', _ => 'p' };

    private static Html Piece(List<string> lines) => Kind(lines[0]) switch
    {
        '#' => Html.Of($"<h4>{lines[0].TrimStart('#', ' ')}</h4>"),
        '|' => Rows(lines),
        '-' => Html.Of($"<ul class=\"note\">{lines.Select(line => Html.Of($"<li>{line[1..].Trim()}</li>"))}</ul>"),
        _ => Html.Of($"<p class=\"note\">{string.Join(' ', lines)}</p>"),
    };

    /// <summary>Heading, rule, rows.</summary>
    private static Html Rows(List<string> lines)
    {
        var heading = Cells(lines[0]);
        string[][] rows = [.. lines.Skip(2).Select(Cells)];
        return new PageTable($"Table: {string.Join(", ", heading.Where(cell => cell.Length > 0))}", heading)
        {
            Words = [.. Enumerable.Range(0, heading.Length).Where(column => rows.Any(row => column < row.Length && IsWord(row[column])))],
            Rows = [.. rows.Select(row => (IReadOnlyList<Html>)[.. row.Select(PageTable.Text)])],
        }.ToHtml();
    }

    private static bool IsWord(string cell) => cell.Length > 0 && char.IsLetter(cell[0]) && cell is not ("nan" or "not run");

    private static string[] Cells(string line) =>
        [.. line.Trim().Trim('|').Replace(@"\|", "\u0001").Split('|').Select(cell => cell.Trim().Replace("\u0001", "|"))];
}
