using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops report RUN… --out report.html</c>: one page that shows runs.</summary>
internal static class ReportCommand
{
    public static Command Create(AppConsole console)
    {
        var runs = new Argument<string[]>("RUN")
        {
            Description = "Folders of runs, finished or not, or of an experiment.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--out") { Description = "The page.", DefaultValueFactory = _ => "report.html", HelpName = "FILE" };
        var data = CheckedOption.Folder(
            "--data", "Cases to predict, for pictures and scores; those that a run was trained on are left out. [default: none]");
        var labels = CheckedOption.Folder("--labels", "Folder of <id>_gd.nii.gz. [default: the folder of --data]");
        var pictures = CheckedOption.Number("--pictures", "Most cases in the gallery: best, middle and worst ones.", 6, 1, int.MaxValue);
        var device = CheckedOption.Choice("--device", "Where to compute.", "cpu", "cpu", "cuda");
        var command = new Command(
            "report",
            "Show runs on one page that needs no network: curves, weights, policy; with --data also scores, overlays, heads and attention.")
        {
            runs, output, data, labels, pictures, device,
        };
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var request = new ReportRequest
            {
                Runs = parsed.GetRequiredValue(runs),
                Output = parsed.GetRequiredValue(output),
                Data = parsed.GetValue(data),
                Labels = parsed.GetValue(labels),
                Pictures = parsed.GetValue(pictures),
                Device = parsed.GetRequiredValue(device),
            };
            var bytes = ReportBuilder.Write(request, console, cancellation);
            console.WriteLine(FormattableString.Invariant($"Wrote {request.Output} ({bytes / 1e6:0.0} MB). Open it in a browser."));
        }, CancellationToken.None));
        return command;
    }
}
