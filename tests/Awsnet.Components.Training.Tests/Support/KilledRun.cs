using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Awsnet.Components.Tests;

/// <summary>
/// The run that is killed: one fixed epoch and two auto-weighted ones, with dropout, an average, a scheduler and every kind of state there
/// is.
/// </summary>
internal static class KilledRun
{
    /// <summary>Steps and candidates that the run reports: 3 + 2 · (3 · 3 + 3).</summary>
    internal const int Reports = 27;

    internal static TwoHeadTask Task => Blobs.Task(dropout: 0.2) with
    {
        Scheduler = optimizer => TorchSharp.torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.7),
    };

    internal static TrainingOptions Options => new()
    {
        FixedEpochs = 1,
        AutoEpochs = 2,
        Search = new() { Candidates = 3 },
        Threads = 1,
        Seed = 11,
        EmaDecay = 0.9,
        ClipGradientNorm = 1,
        CheckpointInterval = TimeSpan.Zero,
    };

    internal static TwoHeadTraining Make(Func<string, Stream>? create = null) =>
        new(Task, Options, Blobs.Controller()) { CreateFile = create ?? File.Create };

    /// <summary>The same run, its candidates in processes of this program.</summary>
    /// <param name="folder">The folder of the candidates' files.</param>
    /// <param name="processes">How many at once.</param>
    /// <param name="halving">Successive halving, or null.</param>
    internal static TwoHeadTraining MakeInProcesses(
        string folder, int processes, SuccessiveHalving? halving = null) => new(
        Task, Options with { Search = Options.Search with { Parallelism = processes, Halving = halving } }, Blobs.Controller(),
        candidates: trainable => new CandidateProcesses<TorchSnapshot>(trainable, folder, new() { Command = [.. Program()] }));

    /// <summary>The trainable of a candidate's process.</summary>
    internal static TwoHeadTrainable MakeCandidate() => new(Task, Options);

    /// <summary>
    /// Runs it in a process of its own, which kills itself at a moment or, if that is <c>outside</c>, is killed from here after so many
    /// reports.
    /// </summary>
    /// <returns>Exit code and what it printed on its error stream.</returns>
    internal static (int Exit, string Error) Start(string folder, string kind, int count)
    {
        string[] command = [.. Program(), folder, kind, count.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        while (process.StandardOutput.ReadLine() is not null)
        {
            if (kind == "outside" && --count == 0)
                process.Kill();
        }
        process.WaitForExit();
        return (process.ExitCode, error.Result);
    }

    internal static string[] Program()
    {
        string host = Environment.ProcessPath!;
        return [Path.GetFileNameWithoutExtension(host) is "dotnet" or "testhost" ? "dotnet" : host, typeof(KilledRun).Assembly.Location];
    }

    /// <summary>
    /// All that a finished run left: every tensor of its last checkpoint to the bit, and its metrics but for the seconds.
    /// </summary>
    internal static string Outcome(string folder)
    {
        using var checkpoints = new CheckpointFolder(folder);
        using var content = checkpoints.OpenLatest(warning => throw new InvalidOperationException(warning)).Content!;
        using var scope = TorchSharp.torch.NewDisposeScope();
        var tensors = content.Names.Order(StringComparer.Ordinal)
            .Select(name => $"{name} {Convert.ToHexStringLower(SHA256.HashData(content.Read(name).bytes))}");
        var metrics = File.ReadLines(checkpoints.In(RunFiles.MetricsName)).Select(line =>
        {
            var entry = JsonNode.Parse(line)!.AsObject();
            entry.Remove("seconds");
            return entry.ToJsonString();
        });
        return string.Join('\n', [.. tensors, .. metrics]);
    }
}
