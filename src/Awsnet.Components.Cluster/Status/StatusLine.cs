using System.Globalization;
using System.Text;

namespace Awsnet.Components;

/// <summary>Where a job, or a candidate of the epoch in progress, stands.</summary>
public sealed record StatusLine
{
    /// <summary>
    /// The job's name; a candidate's number, from 1, with the number of a run that is not its first, or with the part of the epoch.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The state of its last attempt, or null while it is pending.</summary>
    public AttemptState? State { get; init; }

    /// <summary>How many attempts there were, the one at work included.</summary>
    public int Attempts { get; init; }

    /// <summary>What runs it and where, or "" while it is pending.</summary>
    public string Where { get; init; } = "";

    /// <summary>Since when it is in that state.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Part of the epoch that the last attempt has trained, 0 to 1; of a job 1 when it is done.</summary>
    public double Fraction { get; init; }

    /// <summary>How long the last attempt took; null where that is not known.</summary>
    internal TimeSpan? Took { get; init; }

    /// <summary>Why the last attempt ended as it did, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>What the files of the attempts say.</summary>
    internal static StatusLine Of(string name, IReadOnlyList<AttemptFolder> attempts) =>
        attempts.Count == 0 || attempts[^1].ReadState() is not { } known
            ? new StatusLine { Name = name, Attempts = attempts.Count }
            : new StatusLine
            {
                Name = name,
                State = known.State,
                Attempts = attempts.Count,
                Where = known.State == AttemptState.Running
                    ? TaskRunner.On(attempts[^1].ReadProgress()?.Machine, known.Where)
                    : known.Where,
                Since = known.Since,
                Fraction = known.State == AttemptState.Done ? 1 : attempts[^1].ReadProgress()?.Progress.Fraction ?? 0,
                Reason = known.Reason,
                Took = known.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            };

    /// <summary>Lines as a table for people.</summary>
    /// <param name="unit">What a line is of.</param>
    /// <param name="lines">The lines.</param>
    internal static string Table(string unit, IReadOnlyList<StatusLine> lines)
    {
        if (lines.Count == 0)
            return "";
        int width = Math.Max(unit.Length, lines.Max(line => line.Name.Length));
        var text = new StringBuilder($"{unit.PadRight(width)}  state        attempts  done  for         where\n");
        foreach (var line in lines)
        {
            string state = line.State?.ToString().ToLowerInvariant() ?? "pending", reason = line.Reason is null ? "" : $": {line.Reason}";
            string since = line is { State: AttemptState.Running, Since: { } start } ? Text(DateTimeOffset.UtcNow - start) : "";
            text.Append(CultureInfo.InvariantCulture,
                $"{line.Name.PadRight(width)}  {state,-11}  {line.Attempts,8}  {line.Fraction,4:0%}  {since,10}  {line.Where}{reason}\n");
        }
        return text.ToString();
    }

    /// <summary>Hours, minutes and seconds, with days where there are some.</summary>
    internal static string Text(TimeSpan time) =>
        time.ToString(time.TotalDays < 1 ? "hh\\:mm\\:ss" : "d\\.hh\\:mm\\:ss", CultureInfo.InvariantCulture);
}
