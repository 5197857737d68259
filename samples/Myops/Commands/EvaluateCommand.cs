using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops evaluate --truth DIR --pred DIR</c>: scores predictions against annotations.</summary>
internal static class EvaluateCommand
{
    public static Command Create(AppConsole console)
    {
        var truth = new Option<string>("--truth") { Description = "Folder of <id>_gd.nii.gz.", Required = true, HelpName = "DIR" };
        var pred = new Option<string>("--pred") { Description = "Folder of <id>_pred.nii.gz.", Required = true, HelpName = "DIR" };
        var mode = CheckedOption.Choice(
            "--mode", "volume: each case in 3-D. slice: each slice in 2-D. Distances differ between the two.", "volume", "volume", "slice");
        var json = new Option<string?>("--json") { Description = "Also write the result as JSON.", HelpName = "FILE" };
        var command = new Command(
            "evaluate",
            "Score predictions: Dice, Jaccard, HD, HD95 and ASSD (mm) of scar and scar+edema, per case and mean, with every " +
            "empty mask accounted for.")
        {
            truth, pred, mode, json,
        };
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var file = parsed.GetValue(json);
            if (file is not null) TextFile.Prepare(file);
            var evaluation = FolderEvaluation.Run(
                parsed.GetRequiredValue(truth), parsed.GetRequiredValue(pred), parsed.GetValue(mode) == "slice", cancellation);
            if (file is not null) TextFile.Write(file, evaluation.Table.ToJson() + "\n");
            EvaluationPrinter.Write(evaluation, console);
        }, cancellation));
        return command;
    }
}
