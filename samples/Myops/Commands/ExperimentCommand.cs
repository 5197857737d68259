using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops experiment --table N --data DIR --out DIR</c>: a table of the paper by cross-validation.</summary>
internal static class ExperimentCommand
{
    private const string Explanation =
        "Run a table of the paper by cross-validation: the patients are dealt into folds (none is split), each fold trains one CASN and, on it, " +
        "the arms of the table; the held-out cases are predicted and scored. Writes table-N.md and table-N.csv with the paper's numbers beside " +
        "ours, and table-N-cases.csv. Tables of one --out share its arms, which are trained once. Ctrl-C saves; the same command goes on. " +
        "The constants hold for all arms, except where an arm is defined by one.";

    public static Command Create(AppConsole console)
    {
        var table = new Option<int>("--table") { Description = string.Join(". ", PaperTables.All.Select(one => $"{one.Number}: {one.Title}")) + ".", Required = true, HelpName = "1-8" };
        table.AcceptOnlyFromAmong([.. PaperTables.All.Select(one => one.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        var data = new Option<string?>("--data") { Description = "Folder of <id>_C0.nii.gz, <id>_DE.nii.gz, <id>_T2.nii.gz. Not needed to go on.", HelpName = "DIR" };
        var labels = new Option<string?>("--labels") { Description = "Folder of <id>_gd.nii.gz. [default: the folder of --data]", HelpName = "DIR" };
        var output = new Option<string>("--out") { Description = "Folder of the experiment: new, empty, or one to go on with.", Required = true, HelpName = "DIR" };
        var preset = new Option<string?>("--preset") { Description = "As for train. [default: quick]", HelpName = string.Join('|', PipelineOptions.PresetNames) };
        preset.AcceptOnlyFromAmong([.. PipelineOptions.PresetNames]);
        var folds = new Option<int?>("--folds") { Description = $"Parts that the patients are dealt into. [default: {ExperimentRequest.DefaultFolds}]", HelpName = "K" };
        var seed = new Option<long?>("--seed") { Description = "The first seed. [default: 1]", HelpName = "S" };
        var seeds = new Option<int>("--seeds") { Description = "Repetitions with the seeds from --seed on, each with folds of its own; a greater number later adds to them.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var arms = new Option<string[]>("--arms")
        {
            Description = $"Train these arms alone; the table's others stay not run. [default: all of the table] All there are: {string.Join(", ", Arms.All.Select(arm => arm.Id))}.",
            HelpName = "ARM",
            AllowMultipleArgumentsPerToken = true,
        };
        var device = new Option<string?>("--device") { Description = "Where to compute. [default: cpu]", HelpName = "cpu|cuda" };
        device.AcceptOnlyFromAmong("cpu", "cuda");
        var compute = new Option<string?>("--compute") { Description = "As for train. [default: auto]", HelpName = string.Join('|', ComputeChoice.Names) };
        compute.AcceptOnlyFromAmong(ComputeChoice.Names);
        var resume = new Option<bool>("--resume") { Description = "As for train; an experiment goes on in any case." };
        var command = new Command("experiment", Explanation) { table, data, labels, output, preset, folds, seed, seeds, arms, device, compute, resume };
        var constants = new ConstantOptions(ExperimentRequest.WithMembers);
        constants.AddTo(command);
        var jobs = new JobOptions("Folds");
        jobs.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => ParentWatch.Run(jobs.Part(parsed), cancellation, stop => Run(
            new ExperimentRequest
            {
                Table = parsed.GetValue(table),
                Output = parsed.GetRequiredValue(output),
                Data = parsed.GetValue(data),
                Labels = parsed.GetValue(labels),
                Preset = parsed.GetValue(preset),
                Folds = parsed.GetValue(folds),
                Seed = parsed.GetValue(seed),
                Seeds = parsed.GetValue(seeds),
                Arms = parsed.GetValue(arms) is { Length: > 0 } chosen ? [.. chosen.SelectMany(one => one.Split(',', StringSplitOptions.RemoveEmptyEntries))] : null,
                Device = parsed.GetValue(device),
                Compute = parsed.GetValue(compute),
                Change = constants.Change(parsed),
                Jobs = jobs.Count(parsed),
                Part = jobs.Part(parsed),
            },
            console, stop)), CancellationToken.None));
        return command;
    }

    private static int Run(ExperimentRequest request, AppConsole console, CancellationToken cancellation)
    {
        try
        {
            ExperimentSession.Run(request, console, cancellation);
            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            console.WriteError(ExperimentFolder.Holds(request.Output)
                ? $"Stopped; what was trained is saved. Go on by: myops experiment --table {request.Table} --out {request.Output}"
                : "Stopped before training began.");
            return ExitCode.Interrupted;
        }
    }
}
