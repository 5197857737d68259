using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>
/// What a worker does for candidates: from the parent's file to a result and, if it may be adopted, a snapshot. Candidates of the same
/// parent share what was loaded of it.
/// </summary>
internal sealed class CandidateWork<TSnapshot>(Func<ISavableTrainable<TSnapshot>> make) : IDisposable
{
    private ISavableTrainable<TSnapshot>? _trainable;
    private (string Sha256, TSnapshot Snapshot)? _parent;

    internal CandidateReport Run(WorkPlace place)
    {
        var task = place.Task;
        var trainable = _trainable ??= make();
        trainable.UseConditions(task.Conditions);
        if (task.Parent is not null)
            trainable.Restore(Parent(place, trainable));
        if (task.Kind == TaskKind.Begin)
            return Report(place, trainable, double.NaN, [], null);
        try
        {
            var losses = task.Weights is null ? [] : Train(place, trainable, task.Weights);
            return Report(place, trainable, trainable.Evaluate(CancellationToken.None), losses.IsDefault ? [] : losses, null);
        }
        catch (Exception e) when (!MachineFault.Is(e) && !CandidateProcess.IsForAll(e))
        {
            return Report(place, trainable, double.NaN, [], WorkPlace.Reason(e));
        }
    }

    public void Dispose()
    {
        Forget();
        (_trainable as IDisposable)?.Dispose();
    }

    private TSnapshot Parent(WorkPlace place, ISavableTrainable<TSnapshot> trainable)
    {
        string sha256 = place.Task.Parent!.Sha256;
        if (_parent?.Sha256 != sha256)
        {
            Forget();
            _parent = (sha256, trainable.Load(place.ParentFile()));
        }
        return _parent!.Value.Snapshot;
    }

    private void Forget()
    {
        if (_parent is { } parent)
            _trainable!.Release(parent.Snapshot);
        _parent = null;
    }

    private static ImmutableArray<double> Train(WorkPlace place, ISavableTrainable<TSnapshot> trainable, LossWeights weights)
    {
        var task = place.Task;
        var context = new EpochContext(task.Epoch, task.Candidate, task.Seed);
        if (task.Part == (0, 1))
            return trainable.TrainEpoch(weights, context, place.Progress, CancellationToken.None);
        return trainable is IBudgetedTrainable<TSnapshot> budgeted
            ? budgeted.TrainPart(weights, context, task.Part.From, task.Part.To, place.Progress, CancellationToken.None)
            : throw new InvalidOperationException(
                $"Successive halving is asked for but {trainable.GetType().Name} cannot train parts of an epoch; implement " +
                "IBudgetedTrainable or leave Halving null.");
    }

    private static CandidateReport Report(
        WorkPlace place, ISavableTrainable<TSnapshot> trainable, double reward, ImmutableArray<double> losses, string? error) =>
        place.Report(reward, losses, error, trainable.Fingerprint, trainable.SaveState);
}
