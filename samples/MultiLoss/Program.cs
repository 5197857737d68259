// Finds the weights of several losses where nothing is segmented, and compares ways to find them at their cost.
// multi-loss --problem auxiliary|poisson|helmholtz|klein-gordon|digits|curve|two-tasks|heads [--method NAME…] [--first-seed S] [--seeds N]
// [--data DIR] [--json FILE] [--plot FILE] [--workers N [--launcher local|slurm] [--folder DIR]]
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Awsnet.Components;
using Awsnet.Components.Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var heads = new Heads();
IProblem[] problems =
    [new Auxiliary(), new Poisson(), new Helmholtz(), new KleinGordon(), new Digits(), new CurveFit(), new TwoTasks(), heads];
var problem = new Option<string>("--problem") { Required = true, Description = "What is trained." };
problem.AcceptOnlyFromAmong([.. problems.Select(known => known.Name)]);
var methods = new Option<string[]>("--method")
{
    HelpName = "NAME…",
    Description = "Ways to find the weights. [default: all that the problem has]",
    AllowMultipleArgumentsPerToken = true,
};
var first = new Option<long>("--first-seed") { HelpName = "S", Description = "The first seed.", DefaultValueFactory = _ => 1 };
var seeds = new Option<int>("--seeds") { HelpName = "N", Description = "How many seeds, from the first on.", DefaultValueFactory = _ => 3 };
var data = new Option<string?>("--data")
{
    HelpName = "DIR",
    Description = "Images for heads, in the layout of BUSI, or of MyoPS with labels. [default: generated ultrasound]",
};
var json = new Option<string?>("--json") { HelpName = "FILE", Description = "Writes every training as JSON." };
var plot = new Option<string?>("--plot") { HelpName = "FILE", Description = "Draws errors and weights as PNG." };
var workers = new Option<int>("--workers")
{
    HelpName = "N",
    Description = "Trains candidates and whole runs of a search in processes of one thread, so many at once. [default: in this process]",
};
var launcher = new Option<string>("--launcher")
{
    Description = "Where those processes run: this machine, or steps of the Slurm allocation that this one runs in.",
    DefaultValueFactory = _ => "local",
};
launcher.AcceptOnlyFromAmong("local", "slurm");
var folder = new Option<string?>("--folder")
{
    HelpName = "DIR",
    Description =
        "Where they leave their files; all machines must see it. A search that was stopped goes on there. [default: a temporary one]",
};
var root = new RootCommand("Compares ways to find the weights of several losses.")
{
    problem, methods, first, seeds, data, json, plot, workers, launcher, folder,
};
root.SetAction((parsed, cancellation) => Task.Run(() =>
{
    IProblem chosen = problems.Single(known => known.Name == parsed.GetRequiredValue(problem));
    string[] asked = parsed.GetValue(methods) is { Length: > 0 } named ? named : [.. chosen.Methods];
    if (asked.Except(chosen.Methods).FirstOrDefault() is { } unknown || parsed.GetValue(seeds) < 1 || parsed.GetValue(workers) < 0)
        return Fail($"--seeds is 1 or more, --workers 0 or more, and --method one of {string.Join(", ", chosen.Methods)}.");
    heads.Folder = parsed.GetValue(data);
    if (chosen.TryTrainCandidate(asked[0], parsed.GetValue(first), out int exitCode))
        return exitCode;
    string? temporary = null;
    try
    {
        string files = parsed.GetValue(folder) ?? (temporary = Directory.CreateTempSubdirectory("multi-loss-").FullName);
        ILauncher starts = parsed.GetRequiredValue(launcher) == "slurm" ? new SlurmStepLauncher() : new ProcessLauncher();
        Elsewhere? Place(string method, long seed) => parsed.GetValue(workers) == 0 ? null : new(
            parsed.GetValue(workers), starts, Path.Combine(files, $"{chosen.Name}-{method}-{seed}"),
            ["--problem", chosen.Name, "--method", method, "--first-seed", $"{seed}", "--seeds", "1",
                .. heads.Folder is null ? [] : new[] { "--data", heads.Folder }]);

        List<ResultRow> rows = [];
        foreach (string method in asked)
            for (long seed = parsed.GetValue(first); seed < parsed.GetValue(first) + parsed.GetValue(seeds); seed++)
            {
                long start = Stopwatch.GetTimestamp();
                var (error, cost, weights) = chosen.Run(method, seed, Place(method, seed), cancellation);
                rows.Add(new(method, seed, error, cost, Stopwatch.GetElapsedTime(start).TotalSeconds, weights.ToDictionary()));
            }
        var results = new Results(chosen.Name, rows);
        Console.Write(results.ToTable(chosen.Error));
        if (parsed.GetValue(json) is { } file) results.SaveJson(file);
        if (parsed.GetValue(plot) is { } picture) ResultPlot.Save(results, chosen.Error, picture);
        return 0;
    }
    catch (OperationCanceledException)
    {
        Console.Error.WriteLine("Stopped.");
        return 130;
    }
    catch (Exception error) when ((error is AggregateException all ? all.InnerExceptions[0] : error) is var first
        and (IOException or InvalidDataException or ClusterException or CandidateException))
    {
        return Fail(first.Message);
    }
    finally
    {
        if (temporary is not null)
            Directory.Delete(temporary, recursive: true);
    }
}, CancellationToken.None));
return root.Parse(args).Invoke();

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 2;
}
