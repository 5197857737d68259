namespace Awsnet.Components;

/// <summary>Results of many cases, summarized per structure and written as CSV, JSON or Markdown.</summary>
public sealed class MetricTable
{
    private readonly List<MetricRow> rows = [];
    private readonly HashSet<(string Case, string Structure, int? Slice)> keys = [];

    /// <summary>A table with the default columns.</summary>
    public MetricTable()
        : this(MetricColumn.Default)
    {
    }

    /// <summary>A table with chosen columns.</summary>
    /// <param name="columns">The metrics, in order; at least one, each key once.</param>
    /// <param name="summary">Settings of the summaries; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no column, two share a key, a key is a heading of the table, or a setting is out of
    /// range.</exception>
    public MetricTable(IReadOnlyList<MetricColumn> columns, MetricSummaryOptions? summary = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0) throw new ArgumentException(
            "The table has no column; give at least one, for instance MetricColumn.Default.", nameof(columns));
        if (columns.GroupBy(column => column.Key).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"Two columns have the key '{twice.Key}'; keys must differ.", nameof(columns));
        if (columns.FirstOrDefault(column => column.Key is "case" or "slice" or "structure" or "empty") is { } heading)
            throw new ArgumentException(
                $"A column has the key '{heading.Key}', which is a heading of the table; give it another key.", nameof(columns));
        Columns = [.. columns];
        SummaryOptions = summary ?? new MetricSummaryOptions();
        SummaryOptions.Validate();
    }

    /// <summary>The metrics, in order.</summary>
    /// <value>At least one.</value>
    public IReadOnlyList<MetricColumn> Columns { get; }

    /// <summary>Settings of the summaries.</summary>
    /// <value>As given.</value>
    public MetricSummaryOptions SummaryOptions { get; }

    /// <summary>The results, in the order added.</summary>
    /// <value>Empty at first.</value>
    public IReadOnlyList<MetricRow> Rows => rows;

    /// <summary>The structures in the table.</summary>
    /// <value>Each once, in order of first appearance.</value>
    public IReadOnlyList<string> Structures => [.. rows.Select(row => row.Scores.Structure).Distinct()];

    /// <summary>Adds one result.</summary>
    /// <param name="caseId">The case's identifier.</param>
    /// <param name="scores">The result.</param>
    /// <exception cref="ArgumentException">The identifier is blank, or the case already has this structure (and slice).</exception>
    public void Add(string caseId, MaskScores scores)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(caseId);
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Structure is "case" or "slice")
            throw new ArgumentException(
                $"A structure is named '{scores.Structure}', which is a heading of the table; give it another name.", nameof(scores));
        if (!keys.Add((caseId, scores.Structure, scores.Slice)))
            throw new ArgumentException(
                $"Case '{caseId}' already has a result for " +
                $"'{scores.Structure}'{(scores.Slice is { } slice ? $" in slice {slice}" : "")}; each may be added once.", nameof(scores));

        rows.Add(new MetricRow(caseId, scores));
    }

    /// <summary>Adds several results of one case.</summary>
    /// <param name="caseId">The case's identifier.</param>
    /// <param name="scores">The results, for instance one a structure.</param>
    /// <exception cref="ArgumentException">The identifier is blank, or the case already has one of these results; none is added
    /// then.</exception>
    public void Add(string caseId, IEnumerable<MaskScores> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var before = rows.Count;
        try
        {
            foreach (var result in scores) Add(caseId, result);
        }
        catch
        {
            foreach (var row in rows[before..]) keys.Remove((row.Case, row.Scores.Structure, row.Scores.Slice));
            rows.RemoveRange(before, rows.Count - before);
            throw;
        }
    }

    /// <summary>The values of a metric for a structure.</summary>
    /// <param name="structure">The structure's name.</param>
    /// <param name="column">The metric; it need not be a column of this table.</param>
    /// <returns>One value a result, in the order added; empty for an unknown structure.</returns>
    public IReadOnlyList<double> Values(string structure, MetricColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return [.. Of(structure).Select(column.Read)];
    }

    /// <summary>Mean, spread and order of a metric for a structure.</summary>
    /// <param name="structure">The structure's name.</param>
    /// <param name="column">The metric.</param>
    /// <returns>The summary.</returns>
    /// <exception cref="ArgumentException">The table has no result for the structure; the message lists those it has.</exception>
    public MetricSummary Summarize(string structure, MetricColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return MetricSummary.Of([.. Known(structure).Select(column.Read)], SummaryOptions);
    }

    /// <summary>How many of a structure's results had an empty mask.</summary>
    /// <param name="structure">The structure's name.</param>
    /// <returns>The ledger.</returns>
    public EmptyCaseLedger Ledger(string structure) => EmptyCaseLedger.Of(Of(structure));

    /// <summary>
    /// A structure at a glance: Dice where it is, distances where both masks have it, and how often it was missed or hallucinated.
    /// </summary>
    /// <param name="structure">The structure's name.</param>
    /// <returns>The summary, whatever the table's columns.</returns>
    /// <exception cref="ArgumentException">The table has no result for the structure; the message lists those it has.</exception>
    public GlanceSummary Glance(string structure) => GlanceSummary.Of(Known(structure), SummaryOptions);

    /// <summary>
    /// The table as JSON: <c>{"cases":[{"case":…,"scar":{"dice":…}}],"summary":{"scar":{"dice":{"mean":…}}},"ledger":{"scar":{"n":…}},
    /// "glance":{"scar":{"present":…,"dice":{"mean":…}}},"conventions":…}</c>.
    /// Not-a-number is the string <c>"nan"</c>, infinite <c>"inf"</c>.
    /// </summary>
    /// <param name="indented">Whether to break lines; default true.</param>
    /// <returns>The JSON text.</returns>
    public string ToJson(bool indented = true) => MetricTableJson.Write(this, indented);

    /// <summary>
    /// The results as CSV, one line each: case, slice (when measured per slice), structure, the metrics in full precision,
    /// and the empty case if there was one.
    /// </summary>
    /// <returns>The CSV text, lines ending in a line feed.</returns>
    public string ToCsv() => MetricTableText.Csv(this);

    /// <summary>A Markdown table of mean ± standard deviation by structure, with the ledgers and conventions below.</summary>
    /// <param name="decimals">Digits after the point; default 3.</param>
    /// <returns>The Markdown text.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of digits.</exception>
    public string ToMarkdown(int decimals = 3) => MetricTableText.Markdown(this, decimals);

    /// <summary>Writes the table in the format of the file's ending: <c>.json</c>, <c>.csv</c> or <c>.md</c>.</summary>
    /// <param name="path">The file. It appears whole or not at all: the text goes to a temporary file beside it first.</param>
    /// <exception cref="ArgumentException">The ending is none of the three.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission for that is missing.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var text = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".json" => ToJson() + "\n",
            ".csv" => ToCsv(),
            ".md" => ToMarkdown(),
            _ => throw new ArgumentException($"'{path}' ends in none of .json, .csv and .md; the ending chooses the format.", nameof(path)),
        };
        AtomicFile.WriteText(path, text);
    }

    internal IEnumerable<MaskScores> Of(string structure) =>
        rows.Where(row => row.Scores.Structure == structure).Select(row => row.Scores);

    /// <summary>As <see cref="Of"/>; a name that no result has is a mistake, whose summary would be NaN.</summary>
    private MaskScores[] Known(string structure) => Of(structure).ToArray() is { Length: > 0 } found
        ? found
        : throw new ArgumentException(
            $"The table has no result for '{structure}'; it holds [{string.Join(", ", Structures)}].", nameof(structure));
}
