namespace Awsnet.Components.Myops;

/// <summary>A table that scrolls by itself where the screen is narrow.</summary>
/// <param name="Name">What it holds, for who cannot see it.</param>
/// <param name="Columns">Headings; the first column names the rows, the others hold numbers.</param>
internal sealed record PageTable(string Name, IReadOnlyList<string> Columns)
{
    /// <summary>Cells, row by row.</summary>
    public required IReadOnlyList<IReadOnlyList<Html>> Rows { get; init; }

    /// <summary>Columns of words, which are set to the left.</summary>
    public IReadOnlyList<int> Words { get; init; } = [];

    public Html ToHtml() => Html.Of($"""
        <div class="scroll" tabindex="0" role="region" aria-label="{Name}"><table><thead><tr>{Columns.Select((column, i) => Html.Of($"<th scope=\"col\"{(i == 0 || Words.Contains(i) ? new Html(" class=\"words\"") : Html.Empty)}>{column}</th>"))}</tr></thead>
        <tbody>{Rows.Select(row => Html.Of($"<tr>{row.Select(Cell)}</tr>\n"))}</tbody></table></div>
        """);

    private Html Cell(Html cell, int column) => column == 0
        ? Html.Of($"<th scope=\"row\">{cell}</th>")
        : Html.Of($"<td{(Words.Contains(column) ? new Html(" class=\"words\"") : Html.Empty)}>{cell}</td>");

    /// <summary>Text as a cell.</summary>
    public static Html Text(string? text) => Html.Of($"{text}");
}
