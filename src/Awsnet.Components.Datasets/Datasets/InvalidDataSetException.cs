namespace Awsnet.Components;

/// <summary>
/// A folder that is no data set of the layout it is read as, or a case in it whose files do not fit together. The message
/// is one line that names the file or folder, what is wrong with it and what to do; of a whole report, a line for each error.
/// </summary>
/// <remarks>
/// Derives from <see cref="IOException"/>, as <see cref="InvalidImageFileException"/> does, so that one handler covers both.
/// </remarks>
public sealed class InvalidDataSetException : IOException
{
    /// <summary>Names the file or folder and the problem.</summary>
    /// <param name="path">The file or folder, as the caller named it.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    public InvalidDataSetException(string path, string problem)
        : base($"{path}: {problem}")
    {
        Path = path;
        Problem = problem;
    }

    /// <summary>Lists every error of a report.</summary>
    /// <param name="report">Has at least one error.</param>
    public InvalidDataSetException(DataSetReport report)
        : this(Checked(report).Folder, Lines(report)) => Report = report;

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>What is wrong and what to do, without the path.</summary>
    public string Problem { get; }

    /// <summary>All that was found, where a whole set was checked.</summary>
    /// <value>Null for the problem of one file or folder.</value>
    public DataSetReport? Report { get; }

    private static DataSetReport Checked(DataSetReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.HasErrors
            ? report
            : throw new ArgumentException("The report has no errors; there is nothing to throw for.", nameof(report));
    }

    private static string Lines(DataSetReport report)
    {
        DataSetFinding[] errors = [.. report.Findings.Where(finding => finding.Severity == FindingSeverity.Error)];
        string count = DataSetReport.Counted(errors.Length, "problem");
        return $"{count} in {DataSetReport.Counted(report.Cases, "case")}:" + string.Concat(errors.Select(error =>
            $"\n  {(report.Relative(error.Path) is "." ? "" : report.Relative(error.Path) + " ")}{error.Problem}"));
    }
}
