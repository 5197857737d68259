using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>What a worker does for a candidate: from the parent's file to a result and, if it may be adopted, a snapshot.</summary>
internal sealed class TaskWork<TSnapshot>(WorkPlace place, ISavableTrainable<TSnapshot> trainable)
{
    internal CandidateReport Run()
    {
        var task = place.Task;
        trainable.UseConditions(task.Conditions);
        if (task.Parent is not null)
            trainable.LoadState(place.ParentFile());
        if (task.Kind == TaskKind.Begin)
            return Report(double.NaN, [], null);
        try
        {
            var losses = task.Weights is null ? [] : Train(task, task.Weights);
            return Report(trainable.Evaluate(CancellationToken.None), losses.IsDefault ? [] : losses, null);
        }
        catch (Exception e) when (!MachineFault.Is(e))
        {
            return Report(double.NaN, [], WorkPlace.Reason(e));
        }
    }

    private ImmutableArray<double> Train(CandidateTask task, LossWeights weights)
    {
        var context = new EpochContext(task.Epoch, task.Candidate, task.Seed);
        if (task.Part == (0, 1))
            return trainable.TrainEpoch(weights, context, place.Progress, CancellationToken.None);
        return trainable is IBudgetedTrainable<TSnapshot> budgeted
            ? budgeted.TrainPart(weights, context, task.Part.From, task.Part.To, place.Progress, CancellationToken.None)
            : throw new InvalidOperationException(
                $"Successive halving is asked for but {trainable.GetType().Name} cannot train parts of an epoch; implement " +
                "IBudgetedTrainable or leave Halving null.");
    }

    private CandidateReport Report(double reward, ImmutableArray<double> losses, string? error) =>
        place.Report(reward, losses, error, trainable.Fingerprint, trainable.SaveState);
}
