using System.CommandLine;
using System.Globalization;

namespace Awsnet.Components.Myops;

/// <summary><c>--jobs</c> of the commands that train, and <c>--part</c>, by which they start themselves for a part of the work.</summary>
internal sealed class JobOptions
{
    public const string PartName = "--part";

    private readonly Option<int> jobs;
    private readonly Option<string?> part = new(PartName) { Hidden = true };

    /// <param name="unit">What a job trains.</param>
    public JobOptions(string unit)
    {
        jobs = new Option<int>("--jobs")
        {
            Description =
                $"{unit} that train at once, each in a process with its share of the threads. Faster than one after the other; " +
                $"memory as often. The last bits depend on the threads of each.",
            DefaultValueFactory = _ => 1,
            HelpName = "N",
        };
        jobs.Validators.Add(result =>
        {
            var given = result.GetValueOrDefault<int>();
            if (given is < 1 or > 1024) result.AddError(string.Create(CultureInfo.InvariantCulture, $"--jobs {given}: give 1 to 1024."));
        });
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(jobs);
        command.Add(part);
    }

    /// <summary>Threads and jobs in words.</summary>
    public static string Say(int threads, int jobs) => string.Create(
        CultureInfo.InvariantCulture, $"{threads} {(threads == 1 ? "thread" : "threads")}{(jobs > 1 ? $" for each of {jobs} jobs" : "")}");

    /// <summary>How many jobs a command line asks for.</summary>
    public int Count(ParseResult parsed) => parsed.GetValue(jobs);

    /// <summary>The part that this process was started for; null for all.</summary>
    public string? Part(ParseResult parsed) => parsed.GetValue(part);
}
