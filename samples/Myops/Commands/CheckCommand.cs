using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops check DIR</c>: every problem of a folder at once.</summary>
internal static class CheckCommand
{
    public static Command Create(AppConsole console)
    {
        var folder = new Argument<string>("DIR") { Description = "A folder of MyoPS cases or ACDC patients." };
        var labels = new Option<string?>("--labels") { Description = "Folder of <id>_gd.nii.gz, for MyoPS. [default: the same folder]", HelpName = "DIR" };
        var layout = new Option<string>("--layout") { Description = "The layout to expect.", DefaultValueFactory = _ => "myops", HelpName = "myops|acdc" };
        layout.AcceptOnlyFromAmong("myops", "acdc");
        var command = new Command("check", "List every problem of a data folder at once. Exit code 2 if any of them is an error.") { folder, labels, layout };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(folder);
            var report = parsed.GetValue(layout) == "acdc" ? AcdcFolder.Check(path) : MyoPsFolder.Check(path, parsed.GetValue(labels));
            console.WriteLine(report.ToString());
            if (!report.HasErrors) return ExitCode.Success;
            var errors = report.Count(FindingSeverity.Error);
            throw new InputException($"{path}: {errors} {(errors == 1 ? "error" : "errors")} found; see the list. Repair or remove the files named there.");
        });
        return command;
    }
}
