using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>--jobs</c> of the commands that train, and <c>--part</c>, by which they start themselves for a part of the work.</summary>
internal sealed class JobOptions
{
    public const string PartName = "--part";

    private readonly Option<int> jobs;
    private readonly Option<string> launcher = CheckedOption.Choice(
        "--launcher",
        "Where processes are started: on this machine, or on Slurm: as steps of the allocation that this one runs in, and without " +
        "one, jobs as tasks of an array.",
        Place.Local, Place.Local, Place.Slurm);
    private readonly Option<int> workers = new("--workers")
    {
        Description = "Candidates at once, each in a process of its own with one thread. [default: in this process, as the preset says]",
        HelpName = "N",
    };
    private readonly Option<string> slurm = new("--slurm")
    {
        Description = "More for sbatch or srun, in one word: --slurm \"--partition=long --time=1-0\".",
        DefaultValueFactory = _ => "",
        HelpName = "OPTIONS",
    };
    private readonly Option<string?> part = new(PartName) { Hidden = true };

    /// <param name="unit">What a job trains.</param>
    public JobOptions(string unit)
    {
        jobs = CheckedOption.Number(
            "--jobs",
            $"{unit} that train at once, each in a process with its share of the threads. Faster than one after the other; uses N times " +
            "the memory. The last bits depend on the threads of each.",
            1, 1, 1024);
        // 0 is how this program says none to another process of its own.
        workers.Within(0, 1024);
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(jobs);
        command.Add(launcher);
        command.Add(workers);
        command.Add(slurm);
        command.Add(part);
    }

    /// <summary>Threads and jobs in words.</summary>
    public static string Say(int threads, int jobs) =>
        $"{Numbers.Count(threads, "thread")}{(jobs > 1 ? $" for each of {jobs} jobs" : "")}";

    /// <summary>How many jobs a command line asks for.</summary>
    public int Count(ParseResult parsed) => parsed.GetValue(jobs);

    /// <summary>Where a command line wants processes to be started.</summary>
    public Place PlaceOf(ParseResult parsed) =>
        new(parsed.GetValue(launcher)!, parsed.GetValue(workers)) { SlurmArguments = parsed.GetValue(slurm)! };

    /// <summary>The part that this process was started for; null for all.</summary>
    public string? Part(ParseResult parsed) => parsed.GetValue(part);
}
