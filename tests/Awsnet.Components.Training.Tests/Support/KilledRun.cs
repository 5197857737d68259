using System.Diagnostics;
using System.Globalization;

namespace Awsnet.Components.Tests;

/// <summary>The run that is killed: one fixed epoch and two auto-weighted ones, with dropout, an average, a schedule and every kind of state there is.</summary>
internal static class KilledRun
{
    /// <summary>Steps and candidates that the run reports: 3 + 2 · (3 · 3 + 3).</summary>
    internal const int Reports = 27;

    internal static AutoWeightedTraining<TwoHeadNet, TensorBatch> Make(Func<string, Stream>? create = null) => new(
        Blobs.Task(dropout: 0.2),
        new TrainingOptions
        {
            FixedEpochs = 1,
            AutoEpochs = 2,
            Search = new() { Candidates = 3 },
            Threads = 1,
            Seed = 11,
            Schedule = LearningRateSchedule.Cosine(),
            AverageDecay = 0.9,
            ClipGradientNorm = 1,
            CheckpointInterval = TimeSpan.Zero,
        },
        Blobs.Controller())
    {
        CreateFile = create ?? File.Create,
    };

    /// <summary>Runs it in a process of its own.</summary>
    /// <returns>Exit code and what it printed.</returns>
    internal static (int Exit, string Output) Start(string folder, string kind, int count)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" || Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "testhost")
            start.FileName = "dotnet";
        start.ArgumentList.Add(typeof(KilledRun).Assembly.Location);
        start.ArgumentList.Add(folder);
        start.ArgumentList.Add(kind);
        start.ArgumentList.Add(count.ToString(CultureInfo.InvariantCulture));
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim() + error.Result);
    }
}
