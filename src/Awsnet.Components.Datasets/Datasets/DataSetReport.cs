using System.Globalization;
using System.Text;

namespace Awsnet.Components;

/// <summary>Everything a check found in a data set's folder, all at once.</summary>
public sealed class DataSetReport
{
    /// <summary>Brings findings into order.</summary>
    /// <param name="folder">The folder checked.</param>
    /// <param name="cases">Cases found, usable or not.</param>
    /// <param name="findings">What was found, in any order; equal ones stand once.</param>
    public DataSetReport(string folder, int cases, IEnumerable<DataSetFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(findings);
        (Folder, Cases) = (folder, cases);
        Findings = [.. findings.Distinct().OrderByDescending(f => f.Severity).ThenBy(f => f.Case, StringComparer.Ordinal)
            .ThenBy(f => f.Path, StringComparer.Ordinal)];
    }

    /// <summary>The folder checked.</summary>
    public string Folder { get; }

    /// <summary>Cases found, usable or not.</summary>
    public int Cases { get; }

    /// <summary>The findings, worst first, then by case and file.</summary>
    public IReadOnlyList<DataSetFinding> Findings { get; }

    /// <summary>Whether anything stands in the way of using the whole folder.</summary>
    public bool HasErrors => Count(FindingSeverity.Error) > 0;

    /// <summary>The number of findings of one severity.</summary>
    /// <param name="severity">Which.</param>
    public int Count(FindingSeverity severity) => Findings.Count(f => f.Severity == severity);

    /// <summary>Stops where anything stands in the way.</summary>
    /// <exception cref="InvalidDataSetException">There are errors; the message lists every one of them.</exception>
    public void ThrowIfErrors()
    {
        if (HasErrors)
            throw new InvalidDataSetException(this);
    }

    /// <summary>
    /// The findings as a plain text table with a summary line; files are named relative to the folder where they lie in it.
    /// </summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        string[][] rows =
        [
            ["severity", "case", "file", "finding"],
            .. Findings.Select(f => new[]
                { f.Severity.ToString().ToLowerInvariant(), f.Case.Length == 0 ? "-" : f.Case, Relative(f.Path), f.Problem }),
        ];
        int[] widths = [.. Enumerable.Range(0, 3).Select(c => rows.Max(r => r[c].Length))];
        foreach (string[] row in Findings.Count == 0 ? [] : rows)
        {
            for (int c = 0; c < 3; c++)
                text.Append(row[c].PadRight(widths[c] + 2));
            text.Append(row[3]).Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"{Counted(Cases, "case")}: {Counted(Count(FindingSeverity.Error), "error")}, "
            + $"{Counted(Count(FindingSeverity.Warning), "warning")}, {Counted(Count(FindingSeverity.Info), "note")}.");
        return text.ToString();
    }

    /// <summary>How many there are of something: 1 case, 2 cases.</summary>
    internal static string Counted(int number, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");

    internal string Relative(string path)
    {
        string relative = Path.GetRelativePath(Folder, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
