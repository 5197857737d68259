using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>What one process is to do, as the file <c>task.json</c> says it: everything that its result is a function of.</summary>
internal sealed record CandidateTask
{
    private const string Format = "awsnet.candidate-task";

    /// <summary>The run's identity, made when it begins.</summary>
    internal required string Run { get; init; }

    internal required TaskKind Kind { get; init; }

    /// <summary>Index of the epoch to train; of a whole run's rung the last one.</summary>
    internal int Epoch { get; init; }

    internal int Candidate { get; init; }

    /// <summary>Which of a candidate's whole runs, from 0.</summary>
    internal int Repeat { get; init; }

    /// <summary>Which try this is, from 1.</summary>
    internal int Attempt { get; init; }

    /// <summary>The state to start from; null to begin a run.</summary>
    internal SnapshotFile? Parent { get; init; }

    internal long Seed { get; init; }

    /// <summary>The weights to train with; null where nothing is trained.</summary>
    internal LossWeights? Weights { get; init; }

    /// <summary>The part of the epoch to train; of a whole run, from how many epochs done to how many.</summary>
    internal (double From, double To) Part { get; init; } = (0, 1);

    /// <summary>See <see cref="ISavableTrainable{TSnapshot}.Conditions"/>.</summary>
    internal string Conditions { get; init; } = "";

    /// <summary>Whether another try of the same is asked for. A state is what is in it, whatever file it lies in.</summary>
    internal bool IsSameAs(CandidateTask other) =>
        (this with { Attempt = 0, Weights = null, Parent = null }) == (other with { Attempt = 0, Weights = null, Parent = null })
        && Equals(Weights, other.Weights) && Parent?.Sha256 == other.Parent?.Sha256;

    internal void Write(string path) => JsonFile.Write(path, Format, new JsonObject
    {
        ["run"] = Run,
        ["kind"] = Kind.ToString(),
        ["epoch"] = Epoch,
        ["candidate"] = Candidate,
        ["repeat"] = Repeat,
        ["attempt"] = Attempt,
        ["parent"] = Parent?.ToJson(),
        ["seed"] = Seed,
        ["losses"] = Weights is null ? null : StateWriter.Texts(Weights.Names),
        ["weights"] = Weights is null ? null : StateWriter.Numbers(Weights.Values.AsSpan()),
        ["from"] = Part.From,
        ["to"] = Part.To,
        ["conditions"] = Conditions,
    });

    /// <exception cref="FormatException">The file is damaged, or of another version.</exception>
    internal static CandidateTask Read(string path)
    {
        var json = JsonFile.Read(path, Format);
        return new CandidateTask
        {
            Run = json["run"].Text(),
            Kind = Enum.TryParse<TaskKind>(json["kind"].Text(), out var kind)
                ? kind
                : throw new FormatException($"{path} asks for \"{json["kind"].Text()}\", which is not known here."),
            Epoch = json["epoch"].Integer(),
            Candidate = json["candidate"].Integer(),
            Repeat = json["repeat"].Integer(),
            Attempt = json["attempt"].Integer(),
            Parent = SnapshotFile.OfJson(json["parent"]),
            Seed = json["seed"].Long(),
            Weights = json.Optional("weights") is { } weights ? LossWeights.Of(json["losses"].Texts(), weights.Numbers().AsSpan()) : null,
            Part = (json["from"].Number(), json["to"].Number()),
            Conditions = json["conditions"].Text(),
        };
    }
}
