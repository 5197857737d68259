using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops predict --run RUN --data DIR --out DIR</c>: marks scar and edema.</summary>
internal static class PredictCommand
{
    public static Command Create(AppConsole console)
    {
        var run = new Option<string>("--run") { Description = "Folder of a finished run.", Required = true, HelpName = "RUN" };
        var data = new Option<string>("--data")
        {
            Description = "Folder of <id>_C0.nii.gz, <id>_DE.nii.gz (or _LGE), <id>_T2.nii.gz, or of a folder <id> for each case.",
            Required = true,
            HelpName = "DIR",
        };
        var output = new Option<string>("--out")
        {
            Description =
                "Folder for <id>_pred.nii.gz: the input's grid and header, 1220 edema, 2221 scar; and for volumes.csv: scar and " +
                "edema in ml and % of the myocardium, which is measured as well: what the scar network takes for wall. Empty, missing, " +
                "or of an earlier call of the same --run and --data, whose files are replaced; so are the next three, which may also be " +
                "this folder: their files have other names.",
            Required = true,
            HelpName = "DIR",
        };
        var overlays = CheckedOption.Folder("--overlays", "Also write a picture of each case, <id>.png, to this folder.");
        var probabilities = CheckedOption.Folder(
            "--probabilities",
            "Also write the mean probability of each pathology, <id>_scar_probability.nii.gz and <id>_pathology_probability.nii.gz, to " +
            "this folder.");
        var agreement = CheckedOption.Folder(
            "--agreement",
            "Also write the share of the members that agree, <id>_scar_agreement.nii.gz and <id>_pathology_agreement.nii.gz, to this " +
            "folder.");
        var vote = CheckedOption.Choice(
            "--vote",
            "How the members of a run decide: the class of most of them, or whether their mean probability is enough. " +
            "[default: the run's own]",
            null, "majority", "mean");
        var labels = CheckedOption.Folder(
            "--labels", "Folder of <id>_gd.nii.gz to show beside the prediction and to score it by. [default: the folder of --data]");
        var device = CheckedOption.Choice("--device", "Where to compute.", "cpu", "cpu", "cuda");
        var command = new Command("predict", "Mark scar and edema in the cases of a folder.")
        {
            run, data, output, overlays, probabilities, agreement, labels, vote, device,
        };
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var request = new PredictRequest
            {
                Data = parsed.GetRequiredValue(data),
                Labels = parsed.GetValue(labels),
                Output = parsed.GetRequiredValue(output),
                Overlays = parsed.GetValue(overlays),
                Probabilities = parsed.GetValue(probabilities),
                Agreement = parsed.GetValue(agreement),
                Vote = parsed.GetValue(vote) is { } name ? Enum.Parse<Vote>(name, ignoreCase: true) : null,
                Device = parsed.GetRequiredValue(device),
            };
            var scores = PredictionWriter.Write(RunFolder.OpenFinished(parsed.GetRequiredValue(run)), request, console, cancellation);
            GlancePrinter.Write(scores, console);
        }, CancellationToken.None));
        return command;
    }
}
