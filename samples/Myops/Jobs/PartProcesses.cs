using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Awsnet.Components.Myops;

/// <summary>
/// Trains parts of the work in processes of this program, some at a time. Small networks gain little from a second thread, two of them
/// side by side gain nearly twice; processes, because torch's random generator belongs to one. What a part leaves in the folder is
/// found there: the caller then does the whole work as always, and has nothing left to train.
/// </summary>
internal sealed class PartProcesses(AppConsole console, int threads)
{
    private readonly Lock writing = new();

    /// <summary>Runs the program once a part.</summary>
    /// <param name="command">The command line without the part.</param>
    /// <param name="parts">The parts, the longest first.</param>
    /// <param name="jobs">How many run at once.</param>
    /// <param name="cancellation">Asks those at work to save and stop.</param>
    /// <exception cref="InputException">A part failed; the others were asked to save and stop.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what was trained is saved.</exception>
    public void Run(IReadOnlyList<string> command, IReadOnlyList<string> parts, int jobs, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var waiting = new ConcurrentQueue<string>(parts);
        var failures = new ConcurrentQueue<string>();
        Task[] workers = [.. Enumerable.Range(0, Math.Min(jobs, parts.Count)).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested && waiting.TryDequeue(out var part))
            {
                if (Failure([.. command, JobOptions.PartName, part], part, stop.Token) is not { } failure) continue;
                failures.Enqueue(failure);
                stop.Cancel();
            }
        }))];
        Task.WaitAll(workers, CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        if (failures.TryDequeue(out var first)) throw new InputException(first);
    }

    /// <summary>Runs one part to its end; what went wrong, if anything.</summary>
    private string? Failure(IReadOnlyList<string> arguments, string part, CancellationToken stop)
    {
        using var process = Process.Start(OwnProgram(arguments, threads))!;
        // Its end of input is what a part is stopped by, and what it sees if this process dies.
        using var stopping = stop.Register(process.StandardInput.Close);
        string? lastError = null;
        process.OutputDataReceived += (_, line) => Relay(line.Data);
        process.ErrorDataReceived += (_, line) => lastError = string.IsNullOrWhiteSpace(line.Data) ? lastError : line.Data;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        if (process.ExitCode == ExitCode.Success || stop.IsCancellationRequested) return null;
        var reason = lastError is null
            ? string.Create(CultureInfo.InvariantCulture, $"its process ended with code {process.ExitCode}")
            : lastError.Replace("myops: ", "", StringComparison.Ordinal);
        return $"{part}: {reason.TrimEnd('.')}. What was trained is saved; to resume, repeat the command with --resume.";
    }

    private void Relay(string? line)
    {
        if (line is null) return;
        lock (writing) console.WriteLine(line);
    }

    private static ProcessStartInfo OwnProgram(IReadOnlyList<string> arguments, int threads)
    {
        var library = typeof(PartProcesses).Assembly.Location;
        var program = Path.ChangeExtension(library, OperatingSystem.IsWindows() ? "exe" : null);
        var start = File.Exists(program)
            ? new ProcessStartInfo(program, arguments)
            : new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [library, .. arguments]);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        return start;
    }
}
