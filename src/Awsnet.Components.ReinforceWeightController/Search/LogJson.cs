using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Records of a search as JSON and back.</summary>
internal static class LogJson
{
    /// <summary>Names and messages stay readable; the files are no HTML.</summary>
    internal static readonly JsonSerializerOptions OneLine =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = StateJson.Default };

    internal static readonly JsonSerializerOptions Indented = new(OneLine) { WriteIndented = true };

    internal static JsonObject Write(CandidateRecord record)
    {
        var json = new JsonObject
        {
            ["epoch"] = record.Epoch,
            ["candidate"] = record.Candidate,
            ["weights"] = StateWriter.Named(record.Weights.Names, record.Weights.Values),
            ["action"] = StateWriter.Numbers(record.Action.AsSpan()),
            ["seed"] = record.Seed,
            ["control"] = record.IsControl,
            ["reward"] = JsonNumber.Of(record.Reward),
            ["status"] = record.Status.ToString(),
            ["budget"] = record.Budget,
            ["seconds"] = record.Seconds,
            ["adopted"] = record.Adopted,
        };
        if (!record.Losses.IsDefaultOrEmpty)
            json["losses"] = StateWriter.Named(record.Weights.Names, record.Losses);
        if (record.Error is not null)
            json["error"] = record.Error;
        if (record.SharedWith is int shared)
            json["sharedWith"] = shared;
        return json;
    }

    internal static JsonObject Write(EpochRecord epoch) => new()
    {
        ["epoch"] = epoch.Epoch,
        ["adopted"] = epoch.Adopted,
        ["rolledBack"] = epoch.RolledBack,
        ["weights"] = StateWriter.Named(epoch.Weights.Names, epoch.Weights.Values),
        ["reward"] = JsonNumber.Of(epoch.Reward),
        ["meanReward"] = JsonNumber.Of(epoch.MeanReward),
        ["baseline"] = JsonNumber.Of(epoch.Baseline),
        ["policyEntropy"] = JsonNumber.Of(epoch.PolicyEntropy),
        ["seconds"] = epoch.Seconds,
        ["candidates"] = new JsonArray([.. epoch.Candidates.Select(record => (JsonNode)Write(record))]),
    };

    /// <param name="reader">A candidate's record.</param>
    /// <param name="names">The losses expected, or default to take them from the record.</param>
    internal static CandidateRecord ReadCandidate(StateReader reader, ImmutableArray<string> names)
    {
        if (names.IsDefault)
            names = reader["weights"].Keys();
        return new CandidateRecord
        {
            Epoch = reader["epoch"].Integer(),
            Candidate = reader["candidate"].Integer(),
            Weights = ReadWeights(reader["weights"], names),
            Action = reader["action"].Numbers(),
            Seed = reader["seed"].Long(),
            IsControl = reader["control"].Flag(),
            Reward = reader["reward"].Number(),
            Status = Enum.TryParse<CandidateStatus>(reader["status"].Text(), out var status)
                ? status
                : throw reader["status"].Damaged("Ok, Failed, NotANumber or Lost"),
            Budget = reader["budget"].Number() is > 0 and <= 1 and var budget
                ? budget
                : throw reader["budget"].Damaged("above 0 and at most 1"),
            Seconds = reader["seconds"].Number(),
            Adopted = reader["adopted"].Flag(),
            Losses = reader.Optional("losses") is { } losses ? [.. names.Select(name => losses[name].Number())] : [],
            Error = reader.Optional("error")?.Text(),
            SharedWith = reader.Optional("sharedWith")?.Integer(),
        };
    }

    internal static EpochRecord ReadEpoch(StateReader reader, ImmutableArray<string> names) => new()
    {
        Epoch = reader["epoch"].Integer(),
        Adopted = reader["adopted"].Integer(),
        RolledBack = reader["rolledBack"].Flag(),
        Weights = ReadWeights(reader["weights"], names),
        Reward = reader["reward"].Number(),
        MeanReward = reader["meanReward"].Number(),
        Baseline = reader["baseline"].Number(),
        PolicyEntropy = reader["policyEntropy"].Number(),
        Seconds = reader["seconds"].Number(),
        Candidates = [.. reader["candidates"].Items().Select(item => ReadCandidate(item, names))],
    };

    /// <summary>Weights by name; taken as they stand, so that they come back bit for bit.</summary>
    internal static LossWeights ReadWeights(StateReader reader, ImmutableArray<string> names) =>
        Weights(reader, names, [.. names.Select(name => reader[name].Number())]);

    /// <summary>Weights in the order of the names, checked but not divided by their sum again.</summary>
    internal static LossWeights Weights(StateReader reader, ImmutableArray<string> names, ImmutableArray<double> values) =>
        values.Length == names.Length && values.All(value => value is >= 0 and <= 1) && Math.Abs(values.Sum() - 1) < 1e-6
            ? LossWeights.Trusted(names, values)
            : throw reader.Damaged("weights that sum to 1");
}
