using System.Collections.Immutable;
using System.Globalization;

namespace Awsnet.Components;

/// <summary>Where a run stands, read from its folder without disturbing it: from any machine that sees the folder.</summary>
public sealed record RunStatus
{
    /// <summary>The run's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Where its processes run.</summary>
    public required string Launcher { get; init; }

    /// <summary>Whether a coordinator is at work; null where it cannot be told.</summary>
    public bool? IsAtWork { get; init; }

    /// <summary>How many epochs are done.</summary>
    public required int Epoch { get; init; }

    /// <summary>How many are planned; null where the training around the search knows.</summary>
    public required int? Planned { get; init; }

    /// <summary>
    /// The candidates of the epoch in progress; empty between epochs. Where a search over whole runs trains each several times, or a search
    /// trains an epoch in parts, each run and each part that was started has a line.
    /// </summary>
    public required ImmutableArray<StatusLine> Candidates { get; init; }

    /// <summary>Whether results of different programs, processors or threads were used.</summary>
    public bool IsMixed { get; init; }

    /// <summary>How long it will take still, by the epochs so far; null before the first.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>Reads the status of a run.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="ClusterException">The folder is missing or may not be read, holds no run, or it has not begun.</exception>
    public static RunStatus Read(string folder)
    {
        string root = RunFolder.Existing(folder), state = Path.Combine(root, ClusterSearch.StateName);
        if (!File.Exists(state))
            return OfAttempts(root);
        var saved = JsonFile.Read(state, longest: long.MaxValue);
        var epochs = saved["search"]["epochs"].Items().ToArray();
        int planned = saved["planned"].Integer();
        return new RunStatus
        {
            Folder = root,
            Launcher = saved["launcher"].Text(),
            IsAtWork = RunFolder.IsHeld(root),
            Epoch = epochs.Length,
            Planned = planned,
            Candidates = epochs.Length >= planned
                ? []
                : [.. Enumerable.Range(0, saved["candidates"].Integer()).SelectMany(candidate => Lines(root, epochs.Length, candidate))],
            IsMixed = RunFolder.IsMixed(root),
            TimeLeft = epochs.Length == 0
                ? null
                : TimeSpan.FromSeconds(epochs.Average(epoch => epoch["seconds"].Number()) * Math.Max(0, planned - epochs.Length)),
        };
    }

    /// <summary>Of a search that a training around it saves: what its candidates' files say.</summary>
    private static RunStatus OfAttempts(string root)
    {
        if (RunFolder.Epochs(root) is not [.., var epoch])
            throw new ClusterException($"{root} holds no search that has begun: there is no candidate.");
        return new RunStatus
        {
            Folder = root,
            Launcher = "",
            IsAtWork = RunFolder.IsHeld(root),
            Epoch = epoch,
            Planned = null,
            Candidates = [.. RunFolder.Candidates(root, epoch).SelectMany(candidate => Lines(root, epoch, candidate))],
            IsMixed = RunFolder.IsMixed(root),
        };
    }

    /// <summary>The status as a table for people.</summary>
    public override string ToString()
    {
        string place = Launcher.Length == 0 ? "at work" : $"on {Launcher}",
            atWork = IsAtWork == false ? "no coordinator is at work" : place,
            done = Planned is { } planned ? $"{Epoch} of {planned} epochs done" : $"in epoch {Epoch + 1}",
            left = TimeLeft is { } time && Epoch < Planned ? $", about {StatusLine.Text(time)} left" : "",
            mixed = IsMixed ? ", mixed results" : "";
        return $"{Folder}: {done}, {atWork}{left}{mixed}\n{StatusLine.Table("candidate", Candidates)}";
    }

    /// <summary>A line for the candidate, or one for each of its runs or of the parts of the epoch: whatever of them was started.</summary>
    private static IEnumerable<StatusLine> Lines(string root, int epoch, int candidate)
    {
        string number = (candidate + 1).ToString(CultureInfo.InvariantCulture);
        return RunFolder.Works(root, epoch, candidate)
            .Select(work => StatusLine.Of(work.What.Length == 0 ? number : $"{number}, {work.What}", AttemptFolder.Of(work.Folder)))
            .DefaultIfEmpty(StatusLine.Of(number, []));
    }
}
