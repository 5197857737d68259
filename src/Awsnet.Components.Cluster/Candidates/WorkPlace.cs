using System.Collections.Immutable;
using System.Diagnostics;

namespace Awsnet.Components;

/// <summary>Where a worker does its task: the file it starts from, and the files that it leaves.</summary>
internal sealed class WorkPlace(CandidateTask task, AttemptFolder attempt, string root, IProgress<TrainingProgress> progress)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    internal CandidateTask Task => task;

    internal IProgress<TrainingProgress> Progress => progress;

    /// <summary>The file of the state to start from, which is whole.</summary>
    internal string ParentFile() => task.Parent!.Damage(root) is { } damage
        ? throw new InvalidDataException(
            $"The state to start from cannot be used: {damage}. Restore it from a copy, or begin the run again.")
        : task.Parent.In(root);

    /// <summary>Why a training failed, as a search in one process says it.</summary>
    internal static string Reason(Exception e) => $"{e.GetType().Name}: {e.Message}";

    /// <summary>Reports, with the state saved if it may be adopted or trained on.</summary>
    internal CandidateReport Report(
        double reward, ImmutableArray<double> losses, string? error, string fingerprint, Action<string> save)
    {
        bool keeps = task.Kind == TaskKind.Begin || (task.Kind is TaskKind.Train or TaskKind.Run && double.IsFinite(reward));
        return new CandidateReport
        {
            Run = task.Run,
            Kind = task.Kind,
            Epoch = task.Epoch,
            Candidate = task.Candidate,
            Repeat = task.Repeat,
            Attempt = task.Attempt,
            Parent = task.Parent?.Sha256,
            Error = error,
            Reward = reward,
            Losses = losses,
            Sha256 = keeps ? SaveSnapshot(save) : null,
            Fingerprint = Fingerprint.Own(fingerprint),
            Machine = Machine.Name,
            Seconds = _clock.Elapsed.TotalSeconds,
        };
    }

    /// <summary>Written under another name, flushed to the disk, then moved: a snapshot of that name is a whole one.</summary>
    private string SaveSnapshot(Action<string> save)
    {
        string temporary = attempt.Snapshot + ".tmp";
        try
        {
            save(temporary);
            using (var file = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite))
                file.Flush(flushToDisk: true);
            File.Move(temporary, attempt.Snapshot);
        }
        finally
        {
            File.Delete(temporary);
        }
        return SnapshotFile.Of(root, attempt.Snapshot).Sha256;
    }
}
