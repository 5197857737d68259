using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Awsnet.Components.Myops;

/// <summary>A table that is redrawn while the run trains: a row a stage.</summary>
internal sealed class LiveRunDisplay(AppConsole console, IReadOnlyList<StageRow> rows) : RunDisplay(rows)
{
    // A long run shows the stages around the one at work, and the last messages.
    private const int BarLength = 20, MillisecondsBetweenDrawings = 150, MostRows = 8, RowsBefore = 3, MostLines = 5;

    private readonly Stopwatch sinceDrawn = Stopwatch.StartNew();
    private readonly List<string> messages = [];
    private LiveDisplayContext? live;

    public override void Show(Action work) => console.Styled.Live(Draw()).AutoClear(false).Start(context =>
    {
        live = context;
        try
        {
            work();
        }
        finally
        {
            live = null;
        }
    });

    public override void Say(string line)
    {
        messages.Add(line);
        Redraw(force: true);
    }

    protected override void OnBegin() => Redraw(force: true);

    protected override void OnEnd() => Redraw(force: true);

    protected override void OnProgress(RunProgress progress)
    {
        if (progress.Event == RunEvent.Warning) messages.Add($"{Current.Name}: {progress.Message}");
        Redraw(force: progress.Event is RunEvent.Epoch or RunEvent.Warning);
    }

    private void Redraw(bool force)
    {
        if (!force && sinceDrawn.ElapsedMilliseconds < MillisecondsBetweenDrawings) return;
        sinceDrawn.Restart();
        live?.UpdateTarget(Draw());
    }

    private IRenderable Draw()
    {
        var table = new Table().RoundedBorder();
        foreach (var heading in new[] { "stage", "progress", "epoch", "loss", "dice", "best", "weights per head", "left" })
            table.AddColumn(heading);
        foreach (var row in Shown())
        {
            var last = row.Last;
            table.AddRow(
                $"{Markup.Escape(row.Name)}\n[gray]{Markup.Escape(row.Purpose)}[/]",
                Bar(row),
                last is null ? "" : Epoch(last, row.Searches),
                last is null ? "" : Number(last.Loss),
                last is null ? "" : Number(last.Reward),
                last is null ? "" : Number(last.BestReward),
                last is null ? "" : Weights(last),
                row.Summary is not null ? "done" : Duration(last?.TimeLeft));
        }

        var done = Rows.Count > MostRows ? $"{Rows.Count(row => row.Summary is not null)} of {Rows.Count} stages done   " : "";
        table.Caption($"{done}left of the run: {Duration(Estimate.Left())}   Ctrl-C stops and saves");
        return messages.Count == 0 ? table : new Rows([table, .. messages.TakeLast(MostLines).Select(line => new Text(line))]);
    }

    private IEnumerable<StageRow> Shown()
    {
        if (Rows.Count <= MostRows) return Rows;
        var last = Rows.TakeWhile(row => !ReferenceEquals(row, HasBegun ? Current : Rows[0])).Count();
        return Rows.Skip(Math.Clamp(last - RowsBefore, 0, Rows.Count - MostRows)).Take(MostRows);
    }

    private static string Epoch(RunProgress last, bool searches)
    {
        var candidate = searches && last.Candidate is { } index ? $"\n[gray]candidate {index + 1}/{last.Candidates}[/]" : "";
        return $"{Math.Min(last.Epoch + 1, last.Epochs)}/{last.Epochs}{candidate}";
    }

    private static string Bar(StageRow row)
    {
        var full = (int)Math.Round(row.Fraction * BarLength);
        return $"[green]{new string('━', full)}[/][gray]{new string('━', BarLength - full)}[/]";
    }
}
