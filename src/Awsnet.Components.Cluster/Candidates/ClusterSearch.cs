using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// A <see cref="WeightSearch{TSnapshot}"/> whose candidates are processes, on this machine or on others: the same bits, whatever the
/// number of processes and failures, and nothing lost when the search itself is ended and started again.
/// </summary>
/// <example>
/// <code>
/// if (CandidateProcess.TryRun(() => new MyTrainable(), out int exitCode))
///     return exitCode;
/// using var search = new ClusterSearch("run", controller, new WeightSearchOptions { Parallelism = 4 });
/// search.RunTo(epochs: 20);
/// </code>
/// </example>
public sealed class ClusterSearch : IDisposable
{
    internal const string StateName = "search.json";
    private const string Format = "awsnet.cluster-search";

    private readonly RunFolder _folder;
    private readonly SnapshotUses _uses;
    private readonly SearchTasks _tasks;
    private readonly ProcessTrainable _trainable;
    private readonly WeightSearch<SnapshotFile> _search;
    private int _planned;
    private bool _begun;

    /// <summary>Takes the folder of a run, and what was done there before.</summary>
    /// <param name="folder">The run's folder, which every process must see; made if missing. It holds one run.</param>
    /// <param name="controller">Proposes the weights; made with the same options whenever the run is resumed.</param>
    /// <param name="search">How candidates are tried; Parallelism is the number of processes at once. Null for the defaults.</param>
    /// <param name="options">Attempts, limits, threads; null for the defaults.</param>
    /// <param name="launcher">Starts the processes; null for this machine.</param>
    /// <exception cref="ClusterException">Another coordinator is at work in the folder, it cannot be used, or the launcher cannot
    /// work.</exception>
    /// <exception cref="FormatException">The folder holds a run of another search, or of another kind.</exception>
    public ClusterSearch(
        string folder, IWeightController controller, WeightSearchOptions? search = null, ClusterOptions? options = null,
        ILauncher? launcher = null)
    {
        ArgumentNullException.ThrowIfNull(controller);
        _tasks = new SearchTasks(folder, nameof(ClusterSearch), options, launcher);
        _folder = _tasks.Folder;
        try
        {
            _uses = new SnapshotUses(_folder);
            _trainable = new ProcessTrainable(_tasks, _uses);
            _search = new WeightSearch<SnapshotFile>(_trainable, controller, search);
            if (File.Exists(_folder.In(StateName)))
                Load();
            _uses.Sweep(_search.Epoch, only: false);
        }
        catch
        {
            _tasks.Dispose();
            throw;
        }
    }

    /// <summary>How many epochs are done.</summary>
    public int Epoch => _search.Epoch;

    /// <summary>All epochs done so far with their candidates.</summary>
    public IReadOnlyList<EpochRecord> Epochs => _search.Epochs;

    /// <summary>The file of the incumbent's state, as the trainable saves it; null before the run has begun.</summary>
    public string? IncumbentFile => _search.HeldSnapshots.Incumbent?.In(_folder.Root);

    /// <summary>Runs epochs until a number of them are done in all.</summary>
    /// <param name="epochs">How many epochs the search shall have, those done before included.</param>
    /// <param name="afterEpoch">Called after every epoch.</param>
    /// <param name="progress">Receives every candidate.</param>
    /// <param name="cancellation">Breaks off; nothing is left running, and what is done is saved.</param>
    /// <exception cref="ClusterException">A candidate was lost to failing machines and may not be, results do not fit, or the folder cannot
    /// be used. What is done is saved.</exception>
    /// <exception cref="WeightSearchException">Every candidate failed by its own fault, epoch after epoch.</exception>
    public void RunTo(int epochs, Action<EpochRecord>? afterEpoch = null, IProgress<SearchProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        _planned = epochs;
        if (_search.Epoch >= epochs)
            return;
        try
        {
            Begin(cancellation);
            while (_search.Epoch < epochs)
            {
                // What is asked for is on the disk before anything is started.
                if (_search.Controller.Pending.Count == 0)
                    _search.Controller.Ask(_search.Options.Candidates);
                Save();
                var record = _search.RunEpoch(new Keeper(this, progress), cancellation);
                _trainable.EndEpoch();
                Save();
                _uses.Sweep(record.Epoch, only: true);
                afterEpoch?.Invoke(record);
            }
        }
        catch (CandidateException e)
        {
            throw new ClusterException(e.Message, e);
        }
        finally
        {
            _tasks.EndIdle();
        }
    }

    /// <summary>Lets go of the folder; the run can be resumed from it.</summary>
    public void Dispose() => _tasks.Dispose();

    private void Begin(CancellationToken cancellation)
    {
        if (_begun)
            return;
        cancellation.ThrowIfCancellationRequested();
        var start = _trainable.Snapshot();
        CheckSpace(start.Bytes);
        _search.LoadState(_search.SaveState(), start, null);
        _begun = true;
    }

    private void CheckSpace(long snapshot)
    {
        int count = MostSnapshots();
        long free = new DriveInfo(_folder.Root).AvailableFreeSpace;
        _folder.Note(string.Create(CultureInfo.InvariantCulture, $"A snapshot has {snapshot} bytes; {count} of them are kept at most."));
        if (free < count * snapshot)
            throw new ClusterException(string.Create(CultureInfo.InvariantCulture,
                $"{_folder.Root} has {free / 1e6:0.0} MB left; {count} snapshots of {snapshot / 1e6:0.0} MB need " +
                $"{count * snapshot / 1e6:0.0} MB. Make room, or try fewer candidates at once."));
    }

    /// <summary>
    /// The incumbent, the best so far, and one of each process at once; of an epoch in parts all that its parts leave, to its end.
    /// </summary>
    private int MostSnapshots()
    {
        var options = _search.Options;
        if (options.Halving is not { } halving)
            return 2 + Math.Min(options.Parallelism, options.Candidates);
        int count = 1, entrants = options.Candidates;
        for (int rung = 0; rung < halving.Rungs.Length; rung++, entrants = (int)Math.Ceiling(entrants * halving.Keep))
            count += entrants;
        return count;
    }

    private void Save()
    {
        var (incumbent, best) = _search.HeldSnapshots;
        var state = new JsonObject
        {
            ["run"] = _folder.Id,
            ["launcher"] = _tasks.Launcher,
            ["planned"] = _planned,
            ["workers"] = _search.Options.Parallelism,
            ["candidates"] = _search.Options.Candidates,
            ["incumbent"] = incumbent?.ToJson(),
            ["best"] = best?.Snapshot.ToJson(),
            ["bestCandidate"] = best?.Candidate,
            ["search"] = _search.SaveState(),
        };
        try
        {
            JsonFile.Write(_folder.In(StateName), Format, state);
            _uses.Sweep();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CandidateException(null,
                $"The run cannot be saved: {e.Message.TrimEnd('.')}. Make room or correct the folder's permissions, then start again.");
        }
    }

    private void Load()
    {
        var saved = JsonFile.Read(_folder.In(StateName), Format, longest: long.MaxValue);
        if (saved["run"].Text() != _folder.Id)
            throw new FormatException(
                $"{_folder.In(StateName)} is of run {saved["run"].Text()}, the folder of {_folder.Id}; do not mix runs.");
        var incumbent = SnapshotFile.OfJson(saved["incumbent"])!;
        if (incumbent.Damage(_folder.Root) is { } damage)
            throw new ClusterException(
                $"The run cannot be resumed: {damage}. Restore the file from a copy, or begin in another folder.");
        var best = SnapshotFile.OfJson(saved["best"]);
        if (best?.Damage(_folder.Root) is { } lost)
        {
            _folder.Note($"{lost}; the epoch's candidates are tried again.");
            best = null;
        }
        var state = saved["search"].Object();
        _uses.Add(incumbent);
        if (best is not null)
            _uses.Add(best);
        _search.LoadState(state, incumbent,
            best is null ? null : new HeldSnapshot<SnapshotFile>(saved["bestCandidate"].Integer(), best));
        _tasks.SetLost(
            _search.Epoch, state["current"]!.AsArray().Count(one => (string?)one!["status"] == nameof(CandidateStatus.Lost)));
        _begun = true;
    }

    /// <summary>Writes down each result before the next candidate begins.</summary>
    private sealed class Keeper(ClusterSearch search, IProgress<SearchProgress>? progress) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value)
        {
            if (value.Stage == SearchStage.Evaluated && search._search.Options.Halving is null)
                search.Save();
            progress?.Report(value);
        }
    }
}
