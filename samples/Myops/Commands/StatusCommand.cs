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
            {
                console.WriteLine($"{path}: {OfOneProcess(path)}");
                return;
            }

            if (JobStatus.IsIn(jobs)) console.WriteLine(JobStatus.Read(jobs).ToString().TrimEnd());
            foreach (var run in runs) console.WriteLine(RunStatus.Read(run).ToString().TrimEnd());
        });
        return command;
    }

    private static string OfOneProcess(string path)
    {
        const string NoParts = "of which no part is, or was yet, a process of its own (--jobs, --workers)";
        if (ExperimentFolder.Holds(path)) return $"an experiment {NoParts}; the table-N.md in it say what is done";
        if (!RunFolder.Holds(path))
            throw new InputException(
                $"{path}: holds no run and no experiment. Name the folder that 'myops train --out' or 'myops experiment --out' wrote.");
        return RunFolder.Open(path).IsFinished ? "a finished run" : $"an unfinished run {NoParts}; its lines say how far it is";
    }
}
