using System.Globalization;

namespace Awsnet.Components.Myops;

/// <summary>Shows a run while it trains: a live table on a terminal, else a line an epoch.</summary>
internal abstract class RunDisplay(IReadOnlyList<StageRow> rows) : IProgress<RunProgress>
{
    private int current = -1;

    /// <summary>The display that suits a console.</summary>
    public static RunDisplay For(AppConsole console, IReadOnlyList<StageRow> rows) =>
        console.IsTerminal ? new LiveRunDisplay(console, rows) : new PlainRunDisplay(console, rows);

    protected IReadOnlyList<StageRow> Rows { get; } = rows;

    protected RunEstimate Estimate { get; } = new(rows);

    /// <summary>Whether a stage is or was at work.</summary>
    protected bool HasBegun => current >= 0;

    /// <summary>The stage at work.</summary>
    protected StageRow Current => Rows[current];

    /// <summary>Does the work while the display is shown.</summary>
    public abstract void Show(Action work);

    /// <summary>The next stage begins.</summary>
    public void Begin(string stage)
    {
        current = Rows.Select((row, index) => (row, index)).First(entry => entry.row.Name == stage).index;
        OnBegin();
    }

    /// <summary>The stage at work is done.</summary>
    public void End(StageSummary summary)
    {
        Current.Summary = summary;
        OnEnd();
    }

    /// <summary>A stage was done before.</summary>
    public void Known(string stage, StageSummary summary) => Rows.First(row => row.Name == stage).Summary = summary;

    /// <summary>Says something beside the stages.</summary>
    public abstract void Say(string line);

    public void Report(RunProgress value)
    {
        // A resumed stage first reports the epoch that it resumes.
        Current.Last = value;
        OnProgress(value);
    }

    protected abstract void OnBegin();

    protected abstract void OnEnd();

    protected abstract void OnProgress(RunProgress progress);

    protected static string Number(double value) => double.IsNaN(value) ? "-" : value.ToString("0.000", CultureInfo.InvariantCulture);

    protected static string Duration(TimeSpan? time) => time is { } known
        ? known.ToString(known.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture)
        : "-";

    protected static string Weights(RunProgress progress) => progress.Weights.Count < 2
        ? ""
        : string.Join(' ', progress.Weights.Values.Select(weight => weight.ToString("0.00", CultureInfo.InvariantCulture)));
}
