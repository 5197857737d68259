using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>The jobs of a run, as its file <c>jobs.json</c> says them before anything is started.</summary>
internal sealed record JobPlan(string Root, string Run, string Launcher, int AtOnce, ImmutableArray<Job> Jobs)
{
    internal const string FileName = "jobs.json";
    private const string Format = "awsnet.jobs";

    internal static bool IsIn(string root) => File.Exists(Path.Combine(root, FileName));

    /// <summary>Where the attempts of a job lie: no file of the run's own has such a name.</summary>
    internal string FolderOf(Job job) => Path.Combine(Root, FolderNameOf(job.Name));

    internal static string FolderNameOf(string job) =>
        string.Concat(job.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' ? letter : '-'));

    internal JobTask TaskOf(Job job, int attempt = 0) => new(Run, job.Name, attempt, job.Command, job.Threads);

    /// <summary>The attempts at a job so far, first to last, without those at other work of that name.</summary>
    internal IReadOnlyList<AttemptFolder> AttemptsOf(Job job) => [.. AttemptFolder.Of(FolderOf(job)).Where(TaskOf(job).IsTriedIn)];

    /// <summary>How often a job's process was started in an attempt: more than once where Slurm requeued it.</summary>
    internal static int StartsIn(AttemptFolder attempt) => (int)Math.Max(1, attempt.ReadProgress()?.Sign ?? 1);

    /// <summary>This plan with the jobs of an earlier one that were done and are not asked for again.</summary>
    internal JobPlan Including(JobPlan earlier) => this with
    {
        Jobs =
        [
            .. earlier.Jobs.Where(job => Jobs.All(own => own.Name != job.Name)
                && earlier.AttemptsOf(job) is [.., var last] && last.ReadState() is { State: AttemptState.Done }),
            .. Jobs,
        ],
    };

    internal void Write() => JsonFile.Write(Path.Combine(Root, FileName), Format, new JsonObject
    {
        ["run"] = Run,
        ["launcher"] = Launcher,
        ["atOnce"] = AtOnce,
        ["jobs"] = new JsonArray([.. Jobs.Select(job => new JsonObject
        {
            ["name"] = job.Name,
            ["command"] = StateWriter.Texts(job.Command),
            ["threads"] = job.Threads,
        })]),
    });

    /// <exception cref="FormatException">The file is damaged, or of another version.</exception>
    internal static JobPlan Read(string root)
    {
        var json = JsonFile.Read(Path.Combine(root, FileName), Format);
        return new JobPlan(root, json["run"].Text(), json["launcher"].Text(), json["atOnce"].Integer(),
            [.. json["jobs"].Items().Select(JobOf)]);
    }

    private static Job JobOf(StateReader json) => new()
    {
        Name = json["name"].Text(),
        Command = json["command"].Texts(),
        Threads = json["threads"].Integer(),
    };
}
