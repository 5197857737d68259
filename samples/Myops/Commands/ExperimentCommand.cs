using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops experiment --table N --data DIR --out DIR</c>: a table of the paper by cross-validation.</summary>
internal static class ExperimentCommand
{
    private const string Explanation =
        "Run a table of the paper by cross-validation: the patients are dealt into folds (none is split), each fold trains one CASN " +
        "and, on it, the arms of the table; the held-out cases are predicted and scored. Writes table-N.md and table-N.csv with the " +
        "paper's numbers beside ours, and table-N-cases.csv. Tables of one --out share its arms, which are trained once. Ctrl-C saves; " +
        "the same command resumes. The constants hold for all arms, except where an arm is defined by one.";

    public static Command Create(AppConsole console)
    {
        var titles = string.Join(". ", PaperTables.All.Select(one => $"{one.Name}: {one.Title}"));
        var table = CheckedOption.Choice(
            "--table", $"{titles}. {Choices.Name}: variants of the preset against the preset itself.", null,
            [.. PaperTables.All.Select(one => one.Name), Choices.Name]);
        table.Required = true;
        var variants = new Option<string[]>("--variant")
        {
            Description =
                $"A choice to judge, such as \"batch: --dice batch\": a name, and options as below that are changed of the preset. Once " +
                $"given, the folder knows it. For --table {Choices.Name}.",
            HelpName = "NAME: OPTIONS",
        };
        var folds = new Option<int?>("--folds")
        {
            Description = $"Parts that the patients are dealt into. [default: {ExperimentRequest.DefaultFolds}]",
            HelpName = "K",
        };
        folds.Within(2, int.MaxValue);
        var seeds = CheckedOption.Number(
            "--seeds", "Repetitions with the seeds from --seed on, each with folds of its own; a greater number later adds to them.",
            1, 1, int.MaxValue);
        var arms = new Option<string[]>("--arms")
        {
            Description =
                $"Train these arms alone; the table's others stay not run. [default: all of the table] All there are: " +
                $"{string.Join(", ", Arms.All.Select(arm => arm.Id))}.",
            HelpName = "ARM",
            AllowMultipleArgumentsPerToken = true,
        };
        var resume = new Option<bool>("--resume") { Description = "As for train; an experiment is resumed in any case." };
        var begin = new BeginOptions(
            "Folder of the experiment: new, empty, or one to resume.", "DIR", "The first seed.", "Folds", ExperimentRequest.WithMembers);
        var command = new Command("experiment", Explanation) { table };
        begin.AddTo(command, folds, seeds, arms, variants, resume);
        command.SetAction((parsed, cancellation) =>
        {
            var request = begin.Fill(
                new ExperimentRequest
                {
                    Table = parsed.GetRequiredValue(table),
                    Variants = parsed.GetValue(variants) ?? [],
                    Output = begin.Output(parsed),
                    Folds = parsed.GetValue(folds),
                    Seeds = parsed.GetValue(seeds),
                    Arms = parsed.GetValue(arms) is { Length: > 0 } chosen
                        ? [.. chosen.SelectMany(one => one.Split(',', StringSplitOptions.RemoveEmptyEntries))]
                        : null,
                },
                parsed);
            return BeginOptions.Run(
                request, console, cancellation, stop => ExperimentSession.Run(request, console, stop),
                () => ExperimentFolder.Holds(request.Output) ? string.Join(' ', Resuming(request).Select(ShellWord.Quoted)) : null);
        });
        return command;
    }

    /// <summary>What the folder does not know of a request: the table, and which part of it.</summary>
    private static IEnumerable<string> Resuming(ExperimentRequest request) =>
    [
        "experiment", "--table", request.Table, "--out", request.Output,
        .. request.Seeds == 1 ? [] : new[] { "--seeds", $"{request.Seeds}" },
        .. request.Arms is null ? [] : new[] { "--arms", string.Join(',', request.Arms) },
    ];
}
