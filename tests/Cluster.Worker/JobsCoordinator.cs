namespace Awsnet.Components.Tests;

/// <summary>Runs shell scripts as jobs: <c>jobs FOLDER local|array AT-ONCE ATTEMPTS SCRIPT…</c></summary>
public static class JobsCoordinator
{
    public const string Word = "jobs";

    public static void Run(string[] arguments, CancellationToken cancellation)
    {
        ILauncher launcher = arguments[2] == "array" ? new SlurmArrayLauncher() : new ProcessLauncher();
        new JobRunner(arguments[1], launcher, int.Parse(arguments[4])).Run(
            [.. arguments.Skip(5).Select((script, i) => new Job { Name = $"job {i + 1}", Command = ["sh", "-c", script] })],
            int.Parse(arguments[3]), (name, line) => Console.WriteLine($"{name}: {line}"), cancellation);
    }
}
