using System.CommandLine;
using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops;

/// <summary><c>myops export RUN --out FOLDER</c>: the run's networks as ONNX files.</summary>
internal static class ExportCommand
{
    /// <summary>Says in the folder of which run its networks are.</summary>
    private const string RecordName = "networks.json";

    public static Command Create(AppConsole console)
    {
        var run = new Argument<string>("RUN") { Description = "Folder of a finished run." };
        var output = new Option<string>("--out")
        {
            Description =
                "Folder for casn-locate.onnx, casn-segment.onnx and each asan-….onnx: empty, missing, or of an earlier export of this run.",
            Required = true,
            HelpName = "DIR",
        };
        var logits = new Option<bool>("--logits") { Description = "Write networks that give logits instead of probabilities." };
        var command = new Command(
            "export", "Write the networks of a run as ONNX files, which say in their metadata what to show them.") { run, output, logits };
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var folder = parsed.GetRequiredValue(output);
            var finished = RunFolder.OpenFinished(parsed.GetRequiredValue(run));
            var origin = new JsonObject { ["run"] = finished.Record.Id, ["logits"] = parsed.GetValue(logits) };
            FolderRecord.Check(folder, RecordName, origin);
            ExportedNetwork[] networks = [.. ExportedNetwork.Of(finished)];
            using var staged = new StagedFolder(folder, RecordName);
            foreach (var network in networks)
            {
                cancellation.ThrowIfCancellationRequested();
                network.Write(staged.Path, probabilities: !parsed.GetValue(logits));
            }

            FolderRecord.Write(staged.Path, RecordName, origin);
            staged.Commit();
            foreach (var network in networks) console.WriteLine(Path.Combine(folder, network.FileName));
        }, CancellationToken.None));
        return command;
    }
}
