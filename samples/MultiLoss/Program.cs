// Finds the weights of several losses where nothing is segmented, and compares ways to find them at their cost.
// multi-loss --problem auxiliary|poisson|helmholtz|klein-gordon|digits|curve|two-tasks|heads [--method NAME…] [--first-seed S] [--seeds N]
// [--data DIR] [--json FILE] [--plot FILE] [--workers N [--launcher local|slurm] [--folder DIR]]
using System.CommandLine;
using System.Diagnostics;
using Awsnet.Components;
using Awsnet.Components.Samples;

var heads = new Heads();
IProblem[] problems =
    [new Auxiliary(), new Poisson(), new Helmholtz(), new KleinGordon(), new Digits(), new CurveFit(), new TwoTasks(), heads];
string[] names = [.. problems.Select(known => known.Name)];
var problem = CheckedOption.Choice("--problem", "What is trained.", usual: null, names);
problem.Required = true;
var methods = new Option<string[]>("--method")
{
    HelpName = "NAME…",
    Description = "Ways to find the weights. [default: all that the problem has]",
    AllowMultipleArgumentsPerToken = true,
};
var first = CheckedOption.Number("--first-seed", "The first seed.", 1, 0, long.MaxValue, "S");
var seeds = CheckedOption.Number("--seeds", "How many seeds, from the first on.", 3, 1, 9999);
var data = CheckedOption.Folder(
    "--data", "Images for heads, in the layout of BUSI, or of MyoPS with labels. [default: generated ultrasound]");
var json = new Option<string?>("--json") { HelpName = "FILE", Description = "Writes every training as JSON." };
var plot = new Option<string?>("--plot") { HelpName = "FILE", Description = "Draws errors and weights as PNG." };
var workers = CheckedOption.Number(
    "--workers", "Trains candidates and whole runs of a search in processes of one thread, so many at once; 0: in this process.",
    usual: 0, least: 0, most: 1024);
var launcher = CheckedOption.Choice(
    "--launcher", "Where those processes run: this machine, or steps of the Slurm allocation that this one runs in.",
    "local", "local", "slurm");
var folder = CheckedOption.Folder(
    "--folder",
    "Where they leave their files; all machines must see it. A search that was stopped goes on there. [default: a temporary one]");
var root = new RootCommand("Compares ways to find the weights of several losses.")
{
    problem, methods, first, seeds, data, json, plot, workers, launcher, folder,
};
return SampleRun.Of(root, args, "Stopped.", (parsed, cancellation) =>
{
    IProblem chosen = problems.Single(known => known.Name == parsed.GetRequiredValue(problem));
    string[] asked = parsed.GetValue(methods) is { Length: > 0 } named ? [.. named.Distinct()] : [.. chosen.Methods];
    if (asked.Except(chosen.Methods).FirstOrDefault() is { } unknown)
        throw new ArgumentException($"--method {unknown}: expected one of {string.Join(", ", chosen.Methods)}.");
    heads.Folder = parsed.GetValue(data);
    if (heads.Folder is not null && chosen != heads)
        throw new ArgumentException($"--data {heads.Folder}: {chosen.Name} makes its own data. Leave it out, or give --problem heads.");
    if (parsed.GetValue(workers) == 0
        && new Option[] { launcher, folder }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } unused)
        throw new ArgumentException($"{unused.Name}: it is for the processes of --workers. Leave it out, or give --workers.");
    if (chosen.TryTrainCandidate(asked[0], parsed.GetValue(first), out int exitCode))
        return exitCode;
    foreach (string file in new[] { parsed.GetValue(json), parsed.GetValue(plot) }.OfType<string>())
        RequireFile(file);
    string? temporary = null;
    try
    {
        string files = parsed.GetValue(folder) ?? (temporary = Directory.CreateTempSubdirectory("multi-loss-").FullName);
        SampleRun.CreateFolder("--folder", files);
        ILauncher starts = parsed.GetRequiredValue(launcher) == "slurm" ? new SlurmStepLauncher() : new ProcessLauncher();
        Elsewhere? Place(string method, long seed) => parsed.GetValue(workers) == 0 ? null : new(
            parsed.GetValue(workers), starts, Path.Combine(files, $"{chosen.Name}-{method}-{seed}"),
            ["--problem", chosen.Name, "--method", method, "--first-seed", $"{seed}", "--seeds", "1",
                .. heads.Folder is null ? [] : new[] { "--data", heads.Folder }]);

        List<ResultRow> rows = [];
        foreach (string method in asked)
            for (int i = 0; i < parsed.GetValue(seeds); i++)
            {
                long seed = parsed.GetValue(first) + i, start = Stopwatch.GetTimestamp();
                var (error, cost, weights) = chosen.Run(method, seed, Place(method, seed), cancellation);
                rows.Add(new(method, seed, error, cost, Stopwatch.GetElapsedTime(start).TotalSeconds, weights.ToDictionary()));
            }
        var results = new Results(chosen.Name, rows);
        Console.Write(results.ToTable(chosen.Error));
        if (parsed.GetValue(json) is { } file) results.SaveJson(file);
        if (parsed.GetValue(plot) is { } picture) ResultPlot.Save(results, chosen.Error, picture);
        return 0;
    }
    catch (ClusterException error)
    {
        throw new IOException(error.Message, error);
    }
    finally
    {
        if (temporary is not null)
            Directory.Delete(temporary, recursive: true);
    }
});

// Known before hours of training, not after them.
static void RequireFile(string file)
{
    if (Path.GetDirectoryName(file) is { Length: > 0 } folder && !Directory.Exists(folder))
        throw new ArgumentException($"{file}: there is no folder {folder} to write it in; create it first.");
    if (Directory.Exists(file))
        throw new ArgumentException($"{file}: is a folder; expected a file to write.");
}
