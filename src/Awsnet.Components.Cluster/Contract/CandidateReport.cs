using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>What came of a task, as the file <c>result.json</c> says it.</summary>
internal sealed record CandidateReport
{
    private const string Format = "awsnet.candidate-result";

    internal required string Run { get; init; }

    internal required TaskKind Kind { get; init; }

    internal required int Epoch { get; init; }

    internal required int Candidate { get; init; }

    internal int Repeat { get; init; }

    internal required int Attempt { get; init; }

    /// <summary>The SHA-256 of the state that it started from.</summary>
    internal required string? Parent { get; init; }

    /// <summary>What ended the training, by no fault of the machine; null if nothing did.</summary>
    internal string? Error { get; init; }

    internal double Reward { get; init; } = double.NaN;

    internal ImmutableArray<double> Losses { get; init; } = [];

    /// <summary>The SHA-256 of the state it ended in; null if it is not kept.</summary>
    internal string? Sha256 { get; init; }

    internal required Fingerprint Fingerprint { get; init; }

    internal required string Machine { get; init; }

    internal double Seconds { get; init; }

    /// <summary>Why this is not the result that was asked for; null if it is.</summary>
    internal string? Mismatch(CandidateTask task)
    {
        if (Run != task.Run)
            return $"it is of run {Run}, not {task.Run}";
        if (Kind != task.Kind || Epoch != task.Epoch || Candidate != task.Candidate)
            return $"it is of {Kind}, epoch {Epoch}, candidate {Candidate}, not {task.Kind}, epoch {task.Epoch}, candidate " +
                $"{task.Candidate}";
        if (Repeat != task.Repeat)
            return $"it is of repeat {Repeat}, not {task.Repeat}";
        if (Attempt != task.Attempt)
            return $"it is of attempt {Attempt}, not {task.Attempt}";
        return Parent == task.Parent?.Sha256
            ? null
            : $"it started from {Parent ?? "nothing"}, not from {task.Parent?.Sha256 ?? "nothing"}";
    }

    internal void Write(string path) => JsonFile.Write(path, Format, new JsonObject
    {
        ["run"] = Run,
        ["kind"] = Kind.ToString(),
        ["epoch"] = Epoch,
        ["candidate"] = Candidate,
        ["repeat"] = Repeat,
        ["attempt"] = Attempt,
        ["parent"] = Parent,
        ["error"] = Error,
        ["reward"] = JsonNumber.Of(Reward),
        ["losses"] = StateWriter.Numbers(Losses.AsSpan()),
        ["sha256"] = Sha256,
        ["fingerprint"] = Fingerprint.ToJson(),
        ["machine"] = Machine,
        ["seconds"] = Seconds,
    });

    /// <exception cref="FormatException">The file is damaged, or of another version.</exception>
    internal static CandidateReport Read(string path)
    {
        var json = JsonFile.Read(path, Format);
        return new CandidateReport
        {
            Run = json["run"].Text(),
            Kind = Enum.TryParse<TaskKind>(json["kind"].Text(), out var kind) ? kind : throw new FormatException($"{path} names no kind."),
            Epoch = json["epoch"].Integer(),
            Candidate = json["candidate"].Integer(),
            Repeat = json["repeat"].Integer(),
            Attempt = json["attempt"].Integer(),
            Parent = json.Optional("parent")?.Text(),
            Error = json.Optional("error")?.Text(),
            Reward = json["reward"].Number(),
            Losses = json["losses"].Numbers(),
            Sha256 = json.Optional("sha256")?.Text(),
            Fingerprint = Fingerprint.OfJson(json["fingerprint"]),
            Machine = json["machine"].Text(),
            Seconds = json["seconds"].Number(),
        };
    }
}
