using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

public sealed partial class AutoWeightedTraining<TNetwork, TBatch>
{
    private const string Format = "awsnet.training";
    private const int Version = 1;
    private const string LivePrefix = "live.", BestPrefix = "best.", StartPrefix = "start.", CandidatePrefix = "candidate.";
    private const string RandomName = "random.torch";

    private RunFiles? _files;

    /// <summary>That of the last call, with the lines that an error kept it from writing.</summary>
    private MetricsFile? _metrics;
    private readonly Stopwatch _sinceCheckpoint = Stopwatch.StartNew();
    private int _checkpointNumber = -1;

    /// <summary>Where the run was saved last; null before.</summary>
    private string? _ownFolder;
    private int _unsavedEpochs;
    private long _metricsLength;
    private bool _searching;
    private bool _isHalfLoaded;

    /// <summary>Makes the stream that a checkpoint is written to: where a test fills the disk.</summary>
    internal Func<string, Stream> CreateFile { get; init; } = File.Create;

    private RunFiles OpenFiles(string path, bool resume)
    {
        var folder = new CheckpointFolder(path) { Create = CreateFile };
        try
        {
            bool holdsRun = folder.List().Count > 0 || File.Exists(folder.In(RunFiles.MetricsName));
            bool isOwn = folder.Path == _ownFolder;
            if (holdsRun && !isOwn && (!resume || _ownFolder is not null))
                throw new IOException(
                    $"{folder.Path} holds another run; resume it{(_ownFolder is null ? "" : " with a new training")}, or choose an empty " +
                    "folder.");
            // A run that was interrupted in this process resumes from memory.
            long metrics = isOwn ? _metricsLength : 0;
            if (resume && !isOwn && folder.List().Count > 0)
                metrics = LoadCheckpoint(folder);
            string file = folder.In(RunFiles.MetricsName);
            if (!isOwn || _metrics?.Path != file)
                _metrics = new MetricsFile(file, metrics, MetricsFile.Append);
            _metrics.Cut();
            return new RunFiles(folder, _metrics, Options.TensorBoard ? new BoardFile(folder.Path) : null);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Saves in the middle of an epoch, between two steps or two candidates, when the last checkpoint is old. When it does so changes
    /// nothing else.
    /// </summary>
    private void SaveIfDue()
    {
        if (_sinceCheckpoint.Elapsed >= Options.CheckpointInterval)
            TrySave();
    }

    /// <summary>Saves after an epoch. A disk may be full for a while; a run that trains for hours without saving could be lost.</summary>
    private void SaveEpoch()
    {
        if (TrySave() is not { } failure)
        {
            _unsavedEpochs = 0;
            return;
        }
        if (_position.Finished || ++_unsavedEpochs > Options.UnsavedEpochsAllowed)
            throw new IOException(
                $"The run stops after epoch {_position.Epoch}, which could not be saved in {_files!.Checkpoints.Path}: " +
                $"{failure.Message.TrimEnd('.')}. Make room and resume; {LastSaved}.", failure);
    }

    /// <summary>Writes a checkpoint if there is a folder; a failure is warned of and leaves the one before as it was.</summary>
    private Exception? TrySave()
    {
        if (_files is null)
            return null;
        _sinceCheckpoint.Restart();
        _metricsLength = _files.Metrics.Length;
        try
        {
            _files.Metrics.Flush();
            using var scope = NewDisposeScope();
            _files.Checkpoints.Write(_checkpointNumber + 1, Metadata(), Entries());
            _checkpointNumber++;
            _ownFolder = _files.Checkpoints.Path;
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Warn($"A checkpoint could not be written: {e.Message.TrimEnd('.')}. {LastSaved}.");
            return e;
        }
    }

    private string LastSaved => _checkpointNumber < 0 ? "Nothing is saved yet" : $"Checkpoint {_checkpointNumber} stands";

    /// <summary>Writes all that a checkpoint has to a file of its own.</summary>
    internal void Save(string path)
    {
        using var scope = NewDisposeScope();
        TensorFile.Write(path, Metadata(), Entries(), CreateFile);
    }

    /// <summary>Goes on from a file of <see cref="Save"/>, before anything is trained.</summary>
    internal void Load(string path)
    {
        using var content = TensorFile.Open(path);
        Load(content);
    }

    private Dictionary<string, string> Metadata() => new() { ["state"] = StateText() };

    private string StateText() => new JsonObject
    {
        ["format"] = Format,
        ["version"] = Version,
        ["losses"] = new JsonArray([.. _task.LossNames.Select(name => (JsonNode)name)]),
        ["batchesPerEpoch"] = _task.BatchesPerEpoch,
        ["options"] = Options.ToJson(),
        ["optimizer"] = _trainable.State.OptimizerName,
        ["position"] = _position.ToJson(),
        ["meter"] = _meter.Save(),
        ["emaSteps"] = _searching ? _search!.HeldSnapshots.Incumbent!.EmaSteps : _trainable.State.EmaSteps,
        ["liveEvaluation"] = Json.Of(_searching ? _search!.HeldSnapshots.Incumbent!.Evaluation : _trainable.LastEvaluation),
        ["startEmaSteps"] = _epochStart?.EmaSteps,
        ["weighting"] = _weighting?.SaveState(),
        ["startWeighting"] = _weightingAtStart?.DeepClone(),
        ["scheduler"] = _trainable.Scheduler?.Save(),
        ["weightsByEpoch"] = new JsonArray(
            [.. _weightsByEpoch.Select(weights => new JsonArray([.. weights.Values.Select(weight => (JsonNode)weight)]))]),
        ["metricsLength"] = _files?.Metrics.Length ?? 0,
        // Not before its stage: until then the search has no incumbent.
        ["search"] = Stage == TrainingStage.AutoWeights ? _search!.SaveState() : null,
        ["heldCandidate"] = _search?.HeldSnapshots.Best?.Candidate,
        ["heldEmaSteps"] = _search?.HeldSnapshots.Best?.Snapshot.EmaSteps,
        ["heldEvaluation"] = Json.Of(_search?.HeldSnapshots.Best?.Snapshot.Evaluation),
    }.ToJsonString();

    /// <summary>All tensors of the state; those that are made here belong to the current dispose scope.</summary>
    private List<(string Name, Tensor Value)> Entries()
    {
        // While candidates train, the live network is one of theirs, and the run stands at the incumbent.
        var live = _searching ? Of(_search!.HeldSnapshots.Incumbent) : _trainable.State.Tensors;
        return
        [
            .. Under(LivePrefix, live),
            (RandomName, get_rng_state()),
            .. Under(BestPrefix, _best.Select(entry => (entry.Key, entry.Value))),
            .. Under(StartPrefix, Of(_epochStart)),
            .. Under(CandidatePrefix, Of(_search?.HeldSnapshots.Best?.Snapshot)),
        ];

        static IEnumerable<(string, Tensor)> Of(TorchSnapshot? snapshot) => snapshot is null
            ? []
            : snapshot.Tensors.Select(entry => (entry.Key, entry.Value));
        static IEnumerable<(string, Tensor)> Under(string prefix, IEnumerable<(string Name, Tensor Value)> tensors) =>
            tensors.Select(entry => (prefix + entry.Name, entry.Value));
    }

    /// <summary>Takes on the latest good checkpoint.</summary>
    /// <returns>The length of the metrics at the time.</returns>
    private long LoadCheckpoint(CheckpointFolder folder)
    {
        var (number, opened) = folder.OpenLatest(Warn);
        using var content = opened
            ?? throw new InvalidDataException($"No checkpoint in {folder.Path} is whole; start a new run in another folder.");
        _metricsLength = Load(content);
        _checkpointNumber = number;
        _ownFolder = folder.Path;
        return _metricsLength;
    }

    /// <returns>The length of the metrics at the time.</returns>
    private long Load(TensorFileContent content)
    {
        var state = JsonNode.Parse(content.Text("state"))!.AsObject();
        CheckFits(state, content);
        CheckTensors(state, content);
        _isHalfLoaded = true;
        _trainable.State.CopyFrom(new CheckpointSection(content, LivePrefix), (long)state["emaSteps"]!);
        using (var scope = NewDisposeScope())
            set_rng_state(content.Read(RandomName));

        _position = RunPosition.FromJson(state["position"]!.AsObject());
        _meter.Load(state["meter"]!.AsObject());
        foreach (string name in content.Names.Where(name => name.StartsWith(BestPrefix, StringComparison.Ordinal)))
            _best[name[BestPrefix.Length..]] = content.Read(name).DetachFromDisposeScope();
        _trainable.LastEvaluation = Json.Evaluation(state["liveEvaluation"]);
        _epochStart = ReadSnapshot(content, StartPrefix, state["startEmaSteps"], null);
        LoadWeighting(state, content);
        LoadScheduler(state, content);
        if (state["search"] is JsonObject search)
            LoadSearch(content, search, state);
        _isHalfLoaded = false;
        return (long)state["metricsLength"]!;
    }

    private void LoadWeighting(JsonObject state, TensorFileContent content)
    {
        if (state["weighting"] is JsonObject == _weighting is null)
            throw new InvalidDataException(
                $"{content.Path} was trained {(_weighting is null ? "with" : "without")} a step-by-step weighting; resume it the same " +
                "way.");
        try
        {
            _weighting?.LoadState(state["weighting"]!.AsObject());
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"The run's weighting does not fit: {e.Message}", e);
        }
        _weightingAtStart = state["startWeighting"]?.DeepClone().AsObject();
        _weightsByEpoch.Clear();
        foreach (JsonNode? saved in state["weightsByEpoch"]!.AsArray())
            _weightsByEpoch.Add(LossWeights.Of(_task.LossNames, [.. saved!.AsArray().Select(weight => (double)weight!)]));
    }

    private void LoadScheduler(JsonObject state, TensorFileContent content)
    {
        if (state["scheduler"] is JsonObject == _trainable.Scheduler is null)
            throw new InvalidDataException(
                $"{content.Path} was trained {(_trainable.Scheduler is null ? "with" : "without")} a scheduler of the task; resume it the " +
                "same way.");
        if (_trainable.Scheduler is not { } scheduler)
            return;
        scheduler.Load(state["scheduler"]!.AsObject());
        _trainable.Shared.ScheduledRates = scheduler.Rates;
    }

    private void LoadSearch(TensorFileContent content, JsonObject search, JsonObject state)
    {
        try
        {
            var held = ReadSnapshot(content, CandidatePrefix, state["heldEmaSteps"], Json.Evaluation(state["heldEvaluation"]));
            _search!.LoadState(search, _trainable.Snapshot(),
                held is null ? null : new HeldSnapshot<TorchSnapshot>((int)state["heldCandidate"]!, held));
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"The run's search does not fit: {e.Message}", e);
        }
    }

    private TorchSnapshot? ReadSnapshot(TensorFileContent content, string prefix, JsonNode? emaSteps, Evaluation? evaluation)
    {
        if (emaSteps is null)
            return null;
        using var scope = NewDisposeScope();
        var snapshot = _trainable.Snapshot();
        // A snapshot has the names and shapes of the live state; what is of no fixed shape is read again.
        var source = new CheckpointSection(content, prefix);
        NetworkState.Copy([.. snapshot.Tensors.Keys.Select(name => (name, source.Read(name)))], snapshot.Tensors);
        snapshot.EmaSteps = (long)emaSteps;
        snapshot.Evaluation = evaluation;
        return snapshot;
    }

    private void CheckFits(JsonObject state, TensorFileContent content)
    {
        if ((string?)state["format"] != Format)
            throw new InvalidDataException($"{content.Path} is \"{state["format"]}\", not \"{Format}\".");
        if ((int)state["version"]! != Version)
            throw new InvalidDataException($"{content.Path} has version {state["version"]}; this package reads version {Version}.");
        var losses = state["losses"]!.AsArray().Select(name => (string)name!);
        if (!losses.SequenceEqual(_task.LossNames))
            throw new InvalidDataException(
                $"{content.Path} was trained with the losses {string.Join(", ", losses)}, this run has " +
                $"{string.Join(", ", _task.LossNames)}; resume it with those.");
        if ((int)state["batchesPerEpoch"]! != _task.BatchesPerEpoch)
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture,
                $"{content.Path} was trained with {(int)state["batchesPerEpoch"]!} batches an epoch, this run has " +
                $"{_task.BatchesPerEpoch}; resume it with the same data."));
        var saved = state["options"]!.AsObject();
        string difference = JsonDifference.Of(saved, Options.ToJson());
        string threads = (int?)saved["threads"] is { } count && count != Options.Threads
            ? $" Where Threads is not set it is this machine's count: set Threads to {count} to resume here."
            : "";
        string length = (int)saved["fixedEpochs"]! == Options.FixedEpochs && (int)saved["autoEpochs"]! == Options.AutoEpochs
            ? ""
            : " A run keeps its length, on which its schedule depends: to train on, start a new run whose task's Network loads this " +
                "one's weights.";
        if (difference.Length > 0)
            throw new InvalidDataException(
                $"{content.Path} was trained with other options: {difference}. Resume it with those it has, or choose another " +
                $"folder.{length}{threads}");
    }

    /// <summary>Whether network and optimizer are those of the run: the rest would be read without the tensors that differ.</summary>
    private void CheckTensors(JsonObject state, TensorFileContent content)
    {
        using var scope = NewDisposeScope();
        // Older checkpoints do not say.
        string own = _trainable.State.OptimizerName, saved = (string?)state["optimizer"] ?? own;
        string[] names = [.. content.Names.Where(name => name.StartsWith(LivePrefix, StringComparison.Ordinal))
            .Select(name => name[LivePrefix.Length..])];
        bool IsCompared(string name) => saved == own || name.StartsWith(NetworkState.NetworkPrefix, StringComparison.Ordinal);
        SavedNames.Check(
            content.Path, names.Where(IsCompared), _trainable.State.Tensors.Select(entry => entry.Name).Where(IsCompared));
        if (saved != own)
            throw new InvalidDataException(
                $"{content.Path} was trained with the optimizer {saved}, this run has {own}; resume it with {saved}.");
        // Before any of them is read, so that what does not fit leaves the network as it was.
        foreach (var (name, live) in _trainable.State.Tensors.Where(entry => entry.Name != OptimizerMemory.BytesName))
            content.Check(LivePrefix + name, live);
    }
}
