using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops status RUN</c>: who trains which candidate since when.</summary>
internal static class StatusCommand
{
    public static Command Create(AppConsole console)
    {
        var folder = new Argument<string>("RUN") { Description = "Folder of a run or an experiment that train or experiment wrote." };
        var command = new Command("status", "Say of every stage that tries candidates in processes who runs what since when.") { folder };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(folder);
            if (!Directory.Exists(path)) throw new InputException($"{path}: there is no such folder. Check the name.");
            var runs = Directory.GetFiles(path, RunFolder.RecordName, SearchOption.AllDirectories)
                .Select(file => Path.GetDirectoryName(file)!)
                .Where(run => Path.GetFileName(run) == StageRunner.CandidatesName)
                .Order(StringComparer.Ordinal).ToArray();
            if (runs.Length == 0)
                throw new InputException($"{path}: no stage has tried candidates in processes yet. Begin one by train --workers.");
            foreach (var run in runs) console.WriteLine(RunStatus.Read(run).ToString().TrimEnd());
            return ExitCode.Success;
        });
        return command;
    }
}
