using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

public sealed partial class WeightSearch<TSnapshot>
{
    private const string Format = "awsnet.weight-search";
    private const int Version = 1;

    /// <summary>
    /// The whole state but the trainable's, as versioned JSON: controller with its generator and pending proposals, position, baseline,
    /// log.
    /// </summary>
    /// <remarks>
    /// May be called between epochs and from a progress handler. Save the trainable (or <see cref="HeldSnapshots"/>) with it.
    /// </remarks>
    public JsonObject SaveState()
    {
        lock (_gate)
        {
            return new JsonObject
            {
                ["format"] = Format,
                ["version"] = Version,
                ["options"] = OutcomeOptions(),
                ["incumbentReward"] = JsonNumber.Of(IncumbentReward),
                ["rollbacks"] = _rollbacks,
                ["failedEpochs"] = _failedEpochs,
                ["controller"] = Controller.SaveState(),
                ["current"] = new JsonArray(
                    [.. (_run?.Records ?? []).OfType<CandidateRecord>().Select(record => (JsonNode)LogJson.Write(record))]),
                ["epochs"] = new JsonArray([.. _epochs.Select(epoch => (JsonNode)LogJson.Write(epoch))]),
            };
        }
    }

    /// <summary>
    /// Loads a state, the trainable being in the incumbent's state. An epoch that was in progress starts again with the same proposals and
    /// seeds.
    /// </summary>
    /// <param name="state">What <see cref="SaveState"/> gave, of a search with the same controller and options.</param>
    /// <exception cref="FormatException">The state is of another search, a newer version, or damaged.</exception>
    public void LoadState(JsonObject state) => Load(state, [], null);

    /// <summary>
    /// Loads a state together with the snapshots that were held, so that an epoch in progress resumes with its next candidate.
    /// </summary>
    /// <param name="state">What <see cref="SaveState"/> gave.</param>
    /// <param name="incumbent">The incumbent's snapshot; the trainable is restored to it.</param>
    /// <param name="best">The best candidate's snapshot, or null if there was none yet. The search releases it, as it does the incumbent's,
    /// at once where the epoch begins again: with successive halving, or before any candidate has finished.</param>
    /// <exception cref="FormatException">The state is of another search, a newer version, or damaged, or the best candidate is not one of
    /// its finished ones.</exception>
    public void LoadState(JsonObject state, TSnapshot incumbent, HeldSnapshot<TSnapshot>? best)
    {
        ArgumentNullException.ThrowIfNull(state);
        CandidateRecord[] done = [.. StateReader.Of(state, "search")["current"].Items()
            .Select(item => LogJson.ReadCandidate(item, Controller.LossNames))];
        if (Options.Halving is not null)
            done = [];
        Load(state, done, best?.Candidate);
        KeepIncumbent(incumbent);
        _trainable.Restore(incumbent);
        if (done.Length == 0)
        {
            if (best is { } unused)
                _trainable.Release(unused.Snapshot);
            return;
        }
        GatherTeam();
        var run = new EpochRun<TSnapshot>(_team, Controller, Options, Epoch, _gate);
        foreach (var record in done)
            run.Records[record.Candidate] = record;
        if (best is { } held)
        {
            run.Shelf.Put(run.Records[held.Candidate]!.ToResult(), held.Snapshot);
        }
        else if (done.Any(record => record.Status == CandidateStatus.Ok))
        {
            // Results without the state that the best of them reached are of no use: begin the epoch again.
            return;
        }
        _run = run;
    }

    private void Load(JsonObject state, CandidateRecord[] done, int? best)
    {
        ArgumentNullException.ThrowIfNull(state);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var reader = StateReader.Of(state, "search");
        reader.CheckHeader(Format, Version);
        reader["options"].MustEqual(OutcomeOptions(), "options", "search");
        double incumbentReward = reader["incumbentReward"].Number();
        int rollbacks = reader["rollbacks"].Count(), failedEpochs = reader["failedEpochs"].Count();
        EpochRecord[] epochs = [.. reader["epochs"].Items().Select(item => LogJson.ReadEpoch(item, Controller.LossNames))];
        // The last that can be refused leaves the controller as it was, and so the search.
        JsonObject before = Controller.SaveState();
        Controller.LoadState(reader["controller"].Object());
        if (ProblemOf(done, best) is { } problem)
        {
            Controller.LoadState(before);
            throw new FormatException(problem);
        }
        ReleaseSnapshots();
        (IncumbentReward, _rollbacks, _failedEpochs) = (incumbentReward, rollbacks, failedEpochs);
        _epochs.Clear();
        _epochs.AddRange(epochs);
    }

    /// <summary>Why an epoch in progress does not fit the controller that was loaded with it; null if it does.</summary>
    private string? ProblemOf(CandidateRecord[] done, int? best)
    {
        int pending = Controller.Pending.Count;
        if (Array.Find(done, record => record.Candidate < 0 || record.Candidate >= pending) is { } stray)
            return $"The saved state has a result of candidate {stray.Candidate}, but {pending} are pending.";
        return done.Length == 0 || best is null
            || Array.FindLast(done, record => record.Candidate == best) is { Status: CandidateStatus.Ok }
            ? null
            : $"The best candidate is said to be {best}, but the saved state has no good result of it.";
    }

    /// <summary>The options without those that do not change the outcome, so that a search can be resumed on another machine.</summary>
    private JsonNode OutcomeOptions() =>
        JsonSerializer.SerializeToNode(Options with { Parallelism = 1 }, StateJson.Default.WeightSearchOptions)!;
}
