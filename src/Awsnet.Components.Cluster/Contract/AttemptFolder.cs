using System.Globalization;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>The files of one try: what was asked for, how far it is, what came of it.</summary>
internal sealed class AttemptFolder(string path, int number)
{
    private const string Prefix = "attempt-";

    internal string Path { get; } = path;

    internal int Number { get; } = number;

    internal string Task => In("task.json");

    internal string State => In("state.json");

    internal string Progress => In("progress");

    internal string Result => In("result.json");

    internal string Snapshot => In("snapshot");

    internal string Log => In("log.txt");

    /// <summary>How a job's process ended, where it outlives its coordinator.</summary>
    internal string Exit => In("exit.json");

    /// <summary>Which task of which array of Slurm's it is.</summary>
    internal string Array => In("array");

    /// <summary>The tries of a candidate so far, first to last.</summary>
    internal static IReadOnlyList<AttemptFolder> Of(string candidate) => !Directory.Exists(candidate)
        ? []
        :
        [
            .. Directory.GetDirectories(candidate, Prefix + "*")
                .Select(path => new AttemptFolder(path, NumberOf(path)))
                .Where(attempt => attempt.Number > 0)
                .OrderBy(attempt => attempt.Number),
        ];

    internal static AttemptFolder Create(string candidate, int number)
    {
        string path = System.IO.Path.Combine(candidate, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}"));
        Directory.CreateDirectory(path);
        return new AttemptFolder(path, number);
    }

    /// <summary>Where it stands: its state, who runs it since when or until when, why it ended as it did, and how long it took.</summary>
    internal (AttemptState State, string Where, DateTimeOffset Since, string? Reason, double? Seconds)? ReadState()
    {
        try
        {
            var json = JsonFile.Read(State);
            return Enum.TryParse<AttemptState>(json["state"].Text(), out var state)
                ? (state, json["where"].Text(), DateTimeOffset.FromUnixTimeMilliseconds(json["since"].Long()),
                    json.Optional("reason")?.Text(), json.Optional("seconds")?.Number())
                : null;
        }
        catch (Exception e) when (e is IOException or FormatException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal void WriteState(AttemptState state, string where, string? reason = null, double? seconds = null)
    {
        var json = new JsonObject
        {
            ["state"] = state.ToString(),
            ["where"] = where,
            ["since"] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            ["reason"] = reason,
        };
        if (seconds is not null)
            json["seconds"] = seconds;
        JsonFile.Write(State, json);
    }

    /// <summary>
    /// Gives up after several that failed. Who starts the coordinator again has corrected the cause: as many tries again.
    /// </summary>
    internal static void GiveUp(string folder)
    {
        foreach (var attempt in Of(folder))
        {
            if (attempt.ReadState() is { State: AttemptState.Failed } state)
                attempt.WriteState(AttemptState.Lost, state.Where, state.Reason);
        }
    }

    /// <summary>How far it is, and on which machine; null before it has begun.</summary>
    internal (long Sign, TrainingProgress Progress, string Machine)? ReadProgress()
    {
        try
        {
            string[] words = File.ReadAllText(Progress).Split(' ');
            return words.Length == 4
                ? (long.Parse(words[0], CultureInfo.InvariantCulture), new TrainingProgress(
                    double.Parse(words[1], CultureInfo.InvariantCulture), double.Parse(words[2], CultureInfo.InvariantCulture)),
                    words[3])
                : null;
        }
        catch (Exception e) when (e is IOException or FormatException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A sign of life: a number that grows, for clocks of two machines may differ.</summary>
    internal void WriteProgress(long sign, TrainingProgress progress)
    {
        string temporary = Progress + ".tmp";
        File.WriteAllText(
            temporary, string.Create(CultureInfo.InvariantCulture, $"{sign} {progress.Fraction:R} {progress.Loss:R} {Machine.Name}"));
        File.Move(temporary, Progress, overwrite: true);
    }

    /// <summary>Removes what is large.</summary>
    internal void DropSnapshot() => File.Delete(Snapshot);

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private static int NumberOf(string path) =>
        int.TryParse(System.IO.Path.GetFileName(path)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : 0;
}
