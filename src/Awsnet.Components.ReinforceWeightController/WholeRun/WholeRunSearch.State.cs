using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

public sealed partial class WholeRunSearch
{
    private const string Format = "awsnet.whole-run-search";
    private const int Version = 1;

    /// <summary>Options, weights and scores as versioned JSON: all that a search is.</summary>
    public JsonObject SaveState() => new()
    {
        ["format"] = Format,
        ["version"] = Version,
        ["options"] = JsonSerializer.SerializeToNode(Options, StateJson.Default.WholeRunOptions),
        ["losses"] = StateWriter.Texts(LossNames),
        ["candidates"] = new JsonArray([.. Enumerable.Range(0, Options.Candidates).Select(candidate => (JsonNode)new JsonObject
        {
            ["weights"] = StateWriter.Named(LossNames, _weights[candidate].Values),
            ["scores"] = new JsonArray([.. Enumerable.Range(0, _rungs.Length).Select(rung => (JsonNode)new JsonArray(
                [.. Enumerable.Range(0, Options.Repeats).Select(repeat =>
                    _scores[candidate, rung, repeat] is double score ? JsonNumber.Of(score) : null)]))]),
        })]),
    };

    /// <summary>Loads the scores of a search of the same losses with the same options, which continues where that one stood.</summary>
    /// <param name="state">What <see cref="SaveState"/> gave.</param>
    /// <exception cref="FormatException">The state is of another search, a newer version, or damaged.</exception>
    public void LoadState(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var reader = StateReader.Of(state, "search");
        reader.CheckHeader(Format, Version);
        var own = SaveState();
        foreach (string part in new[] { "options", "losses" })
        {
            if (reader[part].Canonical() is var saved && saved != StateWriter.Canonical(own[part]))
                throw new FormatException(
                    $"The saved search has the {part} {saved}, this one {StateWriter.Canonical(own[part])}; make it with those that were " +
                    "saved.");
        }
        StateReader[] candidates = [.. reader["candidates"].Items()];
        if (candidates.Length != Options.Candidates)
            throw reader["candidates"].Damaged($"a list of {Options.Candidates}");
        var scores = new double?[Options.Candidates, _rungs.Length, Options.Repeats];
        for (int candidate = 0; candidate < candidates.Length; candidate++)
        {
            if (!LogJson.ReadWeights(candidates[candidate]["weights"], LossNames).IsCloseTo(_weights[candidate]))
                throw candidates[candidate]["weights"].Damaged($"what this search draws, {_weights[candidate]}");
            StateReader[] rungs = [.. candidates[candidate]["scores"].Items()];
            for (int rung = 0; rung < _rungs.Length; rung++)
            {
                StateReader[] repeats = rungs.Length == _rungs.Length ? [.. rungs[rung].Items()] : [];
                if (repeats.Length != Options.Repeats)
                    throw candidates[candidate]["scores"].Damaged($"{_rungs.Length} lists of {Options.Repeats} scores");
                for (int repeat = 0; repeat < repeats.Length; repeat++)
                    scores[candidate, rung, repeat] = repeats[repeat].IsNull ? null : repeats[repeat].Number();
            }
        }
        Array.Copy(scores, _scores, scores.Length);
    }
}
