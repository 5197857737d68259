using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops status RUN</c>: who trains which part and which candidate since when.</summary>
internal static class StatusCommand
{
    public static Command Create(AppConsole console)
    {
        var folder = new Argument<string>("RUN") { Description = "Folder of a run or an experiment that train or experiment wrote." };
        var command = new Command(
            "status", "Say of parts (networks, folds) and candidates in processes who runs what since when, and how long it will take.")
        {
            folder,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(folder);
            if (!Directory.Exists(path)) throw new InputException($"{path}: there is no such folder. Check the name.");
            var jobs = Path.Combine(path, PartProcesses.FolderName);
            var runs = Directory.GetFiles(path, RunFolder.RecordName, SearchOption.AllDirectories)
                .Select(file => Path.GetDirectoryName(file)!)
                .Where(run => Path.GetFileName(run) == StageRunner.CandidatesName)
                .Order(StringComparer.Ordinal).ToArray();
            if (runs.Length == 0 && !JobStatus.IsIn(jobs))
                throw new InputException(
                    $"{path}: nothing has begun in processes yet. Begin it by train or experiment with --jobs or --workers.");
            if (JobStatus.IsIn(jobs)) console.WriteLine(JobStatus.Read(jobs).ToString().TrimEnd());
            foreach (var run in runs) console.WriteLine(RunStatus.Read(run).ToString().TrimEnd());
        });
        return command;
    }
}
