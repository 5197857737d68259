using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>What the process of a job is to do, as the file <c>task.json</c> of its attempt says it.</summary>
internal sealed record JobTask(string Run, string Job, int Attempt, ImmutableArray<string> Command, int Threads)
{
    private const string Format = "awsnet.job-task";

    /// <summary>Whether an attempt was one at the same work.</summary>
    internal bool IsTriedIn(AttemptFolder attempt)
    {
        try
        {
            var json = JsonFile.Read(attempt.Task, Format);
            return json["run"].Text() == Run && json["job"].Text() == Job && json["threads"].Integer() == Threads
                && json["command"].Texts().SequenceEqual(Command);
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            return false;
        }
    }

    internal void Write(string path) => JsonFile.Write(path, Format, new JsonObject
    {
        ["run"] = Run,
        ["job"] = Job,
        ["attempt"] = Attempt,
        ["command"] = StateWriter.Texts(Command),
        ["threads"] = Threads,
    });
}
