using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops slurm-script -- train …</c>: a batch script that runs a command line on a Slurm cluster.</summary>
internal static class SlurmScriptCommand
{
    public static Command Create(AppConsole console)
    {
        var nodes = CheckedOption.Number("--nodes", "Machines.", 1, 1, int.MaxValue);
        var perNode = CheckedOption.Number("--per-node", "Processes on each.", 4, 1, int.MaxValue);
        var time = new Option<string?>("--time") { Description = "Time limit, as sbatch takes it.", HelpName = "D-HH:MM:SS" };
        var account = new Option<string?>("--account") { Description = "Who pays.", HelpName = "NAME" };
        var partition = new Option<string?>("--partition") { Description = "Which machines.", HelpName = "NAME" };
        var memory = new Option<string?>("--mem-per-cpu") { Description = "Memory of each process.", HelpName = "4G" };
        var line = new Argument<string[]>("COMMAND") { Description = "After --: train or experiment with its options; --out is needed." };
        var command = new Command(
            "slurm-script",
            "Print a batch script that runs train or experiment on a Slurm cluster: myops slurm-script --nodes 2 -- train --data DIR " +
            "--out RUN > job; sbatch job. Candidates become steps of the job; a job that Slurm requeues, or that is submitted again, " +
            "resumes.")
        {
            nodes, perNode, time, account, partition, memory, line,
        };
        command.SetAction(parsed =>
        {
            var (machines, each) = (parsed.GetValue(nodes), parsed.GetValue(perNode));
            string[] words = parsed.GetValue(line) ?? [];
            if (words.FirstOrDefault() is not ("train" or "experiment") || ValueOf("--out", words) is not { Length: > 0 } output)
                throw new InputException("slurm-script: give the command line after --, for instance: -- train --data DIR --out RUN");
            var asked = new[] { ("time", parsed.GetValue(time)), ("account", parsed.GetValue(account)),
                ("partition", parsed.GetValue(partition)), ("mem-per-cpu", parsed.GetValue(memory)) };
            console.WriteLine(Script(machines, each, asked, Path.GetFullPath(output), words));
        });
        return command;
    }

    private static string Script(
        int nodes, int perNode, IEnumerable<(string Name, string? Value)> asked, string output, IReadOnlyList<string> words)
    {
        string[] own = ValueOf("--workers", words) is null ? ["--workers", $"{nodes * perNode}"] : [];
        string[] resume = words.Contains("--resume") ? [] : ["--resume"];
        var command = OwnProgram.Command([.. words, .. resume, "--launcher", Place.Slurm, .. own]).Select(ShellWord.Quoted);
        return $"""
            #!/bin/bash
            #SBATCH --job-name=myops
            #SBATCH --nodes={nodes}
            #SBATCH --ntasks-per-node={perNode}
            #SBATCH --cpus-per-task=1
            #SBATCH --requeue
            #SBATCH --no-kill
            #SBATCH --open-mode=append
            #SBATCH --output={ShellWord.Quoted($"{output}.slurm.log")}
            {string.Concat(asked.Where(one => one.Value is not null).Select(one => $"#SBATCH --{one.Name}={one.Value}\n"))}
            # A node that is lost costs the attempts that ran there; a job that is requeued resumes.
            cd {ShellWord.Quoted(Directory.GetCurrentDirectory())}
            exec {string.Join(' ', command)}
            """;
    }

    /// <summary>What a command line gives an option, as the next word or in the same one; null where it does not.</summary>
    private static string? ValueOf(string option, IReadOnlyList<string> words) => words
        .Select((word, i) => word == option ? words.ElementAtOrDefault(i + 1)
            : word.StartsWith($"{option}=", StringComparison.Ordinal) || word.StartsWith($"{option}:", StringComparison.Ordinal)
            ? word[(option.Length + 1)..]
            : null)
        .FirstOrDefault(value => value is not null);
}
