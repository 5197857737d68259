using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops predict --run RUN --data DIR --out DIR</c>: marks scar and edema.</summary>
internal static class PredictCommand
{
    public static Command Create(AppConsole console)
    {
        var run = new Option<string>("--run") { Description = "Folder of a finished run.", Required = true, HelpName = "RUN" };
        var data = new Option<string>("--data") { Description = "Folder of <id>_C0.nii.gz, <id>_DE.nii.gz, <id>_T2.nii.gz.", Required = true, HelpName = "DIR" };
        var output = new Option<string>("--out") { Description = "Folder for <id>_pred.nii.gz: the input's grid and header, 1220 edema, 2221 scar.", Required = true, HelpName = "DIR" };
        var overlays = new Option<string?>("--overlays") { Description = "Also write a picture of each case, <id>.png, to this folder.", HelpName = "DIR" };
        var labels = new Option<string?>("--labels") { Description = "Folder of <id>_gd.nii.gz to show beside the prediction. [default: the folder of --data]", HelpName = "DIR" };
        var device = new Option<string>("--device") { Description = "Where to compute.", DefaultValueFactory = _ => "cpu", HelpName = "cpu|cuda" };
        device.AcceptOnlyFromAmong("cpu", "cuda");
        var command = new Command("predict", "Mark scar and edema in the cases of a folder.") { run, data, output, overlays, labels, device };
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var request = new PredictRequest
            {
                Data = parsed.GetRequiredValue(data),
                Labels = parsed.GetValue(labels),
                Output = parsed.GetRequiredValue(output),
                Overlays = parsed.GetValue(overlays),
                Device = parsed.GetRequiredValue(device),
            };
            PredictionWriter.Write(RunFolder.OpenFinished(parsed.GetRequiredValue(run)), request, console, cancellation);
            return ExitCode.Success;
        }, CancellationToken.None));
        return command;
    }
}
