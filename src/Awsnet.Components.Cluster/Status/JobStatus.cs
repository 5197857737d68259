using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>Where the jobs of a <see cref="JobRunner"/> stand, read from its folder without disturbing it.</summary>
public sealed record JobStatus
{
    /// <summary>The folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Where the processes run.</summary>
    public required string Launcher { get; init; }

    /// <summary>Whether a coordinator is at work; null where it cannot be told. A Slurm array goes on without one.</summary>
    public bool? IsAtWork { get; init; }

    /// <summary>All jobs, in the order in which they are started.</summary>
    public required ImmutableArray<StatusLine> Jobs { get; init; }

    /// <summary>How many are done.</summary>
    public int Done => Jobs.Count(job => job.State == AttemptState.Done);

    /// <summary>How long it will take still, by the jobs so far; null before the first is done.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>Whether a folder holds jobs.</summary>
    /// <param name="folder">The folder that the runner was given.</param>
    public static bool IsIn(string folder) => JobPlan.IsIn(folder);

    /// <summary>Reads the status of jobs.</summary>
    /// <param name="folder">The folder that the runner was given.</param>
    /// <exception cref="ClusterException">The folder is missing or may not be read, or holds no jobs.</exception>
    public static JobStatus Read(string folder)
    {
        string root = RunFolder.Existing(folder);
        if (!IsIn(root))
            throw new ClusterException($"{root} holds no jobs that have begun: there is no {JobPlan.FileName}.");
        var plan = JobPlan.Read(root);
        ImmutableArray<StatusLine> lines = [.. plan.Jobs.Select(job => LineOf(plan, job))];
        return new JobStatus
        {
            Folder = root,
            Launcher = plan.Launcher,
            IsAtWork = RunFolder.IsHeld(root),
            Jobs = lines,
            TimeLeft = LeftOf(lines, plan.AtOnce),
        };
    }

    /// <summary>The status as a table for people.</summary>
    public override string ToString()
    {
        string place = IsAtWork == false ? "no coordinator is at work" : $"on {Launcher}",
            left = TimeLeft is { } time && Done < Jobs.Length ? $", about {StatusLine.Text(time)} left" : "";
        return $"{Folder}: {Done} of {Jobs.Length} jobs done, {place}{left}\n{StatusLine.Table("job", Jobs)}";
    }

    /// <summary>A start by Slurm's own requeueing is an attempt too; what waits in its queue is pending.</summary>
    private static StatusLine LineOf(JobPlan plan, Job job)
    {
        var attempts = plan.AttemptsOf(job);
        var line = StatusLine.Of(job.Name, attempts);
        return line with
        {
            State = line.State == AttemptState.Running && line.Where.Contains(SlurmArrayTask.Waits, StringComparison.Ordinal)
                ? null
                : line.State,
            Attempts = attempts.Sum(JobPlan.StartsIn),
        };
    }

    /// <summary>Those at work take as long as the mean of those that are done, then the others their turns.</summary>
    private static TimeSpan? LeftOf(ImmutableArray<StatusLine> lines, int atOnce)
    {
        TimeSpan[] took = [.. lines.Where(line => line.State == AttemptState.Done).Select(line => line.Took).OfType<TimeSpan>()];
        if (took.Length == 0)
            return null;
        double mean = took.Average(time => time.TotalSeconds);
        double[] left = [.. lines.Where(line => line.State != AttemptState.Done).Select(Left)];
        return TimeSpan.FromSeconds(left.Length == 0 ? 0 : Math.Max(left.Max(), left.Sum() / Math.Min(atOnce, left.Length)));

        double Left(StatusLine line) => line is { State: AttemptState.Running, Since: { } since }
            ? Math.Max(0, mean - (DateTimeOffset.UtcNow - since).TotalSeconds)
            : mean;
    }
}
