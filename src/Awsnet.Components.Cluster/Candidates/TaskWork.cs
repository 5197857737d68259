using System.Collections.Immutable;
using System.Diagnostics;

namespace Awsnet.Components;

/// <summary>What a worker does with its task: from the parent's file to a result and, if it may be adopted, a snapshot.</summary>
internal sealed class TaskWork<TSnapshot>(
    CandidateTask task, AttemptFolder attempt, string root, ISavableTrainable<TSnapshot> trainable, IProgress<TrainingProgress> progress)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    internal CandidateReport Run()
    {
        trainable.UseConditions(task.Conditions);
        if (task.Parent is not null)
            RestoreParent(task.Parent);
        if (task.Kind == TaskKind.Begin)
            return Report(double.NaN, [], null);
        try
        {
            var losses = task.Weights is null ? [] : Train(task.Weights);
            return Report(trainable.Evaluate(CancellationToken.None), losses.IsDefault ? [] : losses, null);
        }
        catch (Exception e) when (!MachineFault.Is(e))
        {
            // As a search in one process says it.
            return Report(double.NaN, [], $"{e.GetType().Name}: {e.Message}");
        }
    }

    private void RestoreParent(SnapshotFile parent)
    {
        if (parent.Damage(root) is { } damage)
            throw new InvalidDataException(
                $"The state to start from cannot be used: {damage}. Restore it from a copy, or begin the run again.");
        var snapshot = trainable.Load(parent.In(root));
        trainable.Restore(snapshot);
        trainable.Release(snapshot);
    }

    private ImmutableArray<double> Train(LossWeights weights)
    {
        var context = new EpochContext(task.Epoch, task.Candidate, task.Seed);
        if (task.Part == (0, 1))
            return trainable.TrainEpoch(weights, context, progress, CancellationToken.None);
        return trainable is IBudgetedTrainable<TSnapshot> budgeted
            ? budgeted.TrainPart(weights, context, task.Part.From, task.Part.To, progress, CancellationToken.None)
            : throw new InvalidOperationException(
                $"Successive halving is asked for but {trainable.GetType().Name} cannot train parts of an epoch; implement " +
                "IBudgetedTrainable or leave Halving null.");
    }

    private CandidateReport Report(double reward, ImmutableArray<double> losses, string? error)
    {
        bool keeps = task.Kind == TaskKind.Begin || (task.Kind == TaskKind.Train && double.IsFinite(reward));
        return new CandidateReport
        {
            Run = task.Run,
            Kind = task.Kind,
            Epoch = task.Epoch,
            Candidate = task.Candidate,
            Attempt = task.Attempt,
            Parent = task.Parent?.Sha256,
            Error = error,
            Reward = reward,
            Losses = losses,
            Sha256 = keeps ? SaveSnapshot() : null,
            Fingerprint = Fingerprint.Own(trainable.Fingerprint),
            Machine = Machine.Name,
            Seconds = _clock.Elapsed.TotalSeconds,
        };
    }

    /// <summary>Written under another name, flushed to the disk, then moved: a snapshot of that name is a whole one.</summary>
    private string SaveSnapshot()
    {
        var snapshot = trainable.Snapshot();
        string temporary = attempt.Snapshot + ".tmp";
        try
        {
            trainable.Save(temporary, snapshot);
            using (var file = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite))
                file.Flush(flushToDisk: true);
            File.Move(temporary, attempt.Snapshot);
        }
        finally
        {
            File.Delete(temporary);
            trainable.Release(snapshot);
        }
        return SnapshotFile.Of(root, attempt.Snapshot).Sha256;
    }
}
