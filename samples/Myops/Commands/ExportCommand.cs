using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops export RUN --out FOLDER</c>: the run's networks as ONNX files.</summary>
internal static class ExportCommand
{
    public static Command Create(AppConsole console)
    {
        var run = new Argument<string>("RUN") { Description = "Folder of a finished run." };
        var output = new Option<string>("--out")
        {
            Description = "Folder for casn-locate.onnx, casn-segment.onnx and each asan-….onnx.",
            Required = true,
            HelpName = "DIR",
        };
        var logits = new Option<bool>("--logits") { Description = "Write networks that give logits instead of probabilities." };
        var command = new Command(
            "export", "Write the networks of a run as ONNX files, which say in their metadata what to show them.") { run, output, logits };
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var folder = parsed.GetRequiredValue(output);
            ExportedNetwork[] networks = [.. ExportedNetwork.Of(RunFolder.OpenFinished(parsed.GetRequiredValue(run)))];
            CheckFree(folder, networks);
            using var staged = new StagedFolder(folder);
            foreach (var network in networks)
            {
                cancellation.ThrowIfCancellationRequested();
                network.Write(staged.Path, probabilities: !parsed.GetValue(logits));
            }

            staged.Commit();
            foreach (var network in networks) console.WriteLine(Path.Combine(folder, network.FileName));
        }, CancellationToken.None));
        return command;
    }

    /// <summary>Files of the same names are written again; others would be taken for the run's networks.</summary>
    private static void CheckFree(string folder, IReadOnlyList<ExportedNetwork> networks)
    {
        if (File.Exists(folder)) throw new InputException($"{folder}: this is a file. Name a folder for the networks.");
        if (!Directory.Exists(folder)) return;
        var other = Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName)
            .FirstOrDefault(name => networks.All(network => network.FileName != name));
        if (other is not null)
            throw new InputException($"{folder}: holds {other}, which is no network of this run. Choose another --out or empty it.");
    }
}
