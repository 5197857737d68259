namespace Awsnet.Components;

/// <summary>What a worker does with a rung of a whole run.</summary>
internal static class RunWork
{
    internal static CandidateReport Run(WorkPlace place, Func<WholeRunTrial, ISavableRun> start)
    {
        var task = place.Task;
        int epochs = task.Epoch + 1;
        using var run = start(new WholeRunTrial(task.Candidate, task.Repeat, task.Weights!, task.Seed, epochs));
        if (task.Parent is not null)
            run.Load(place.ParentFile(), (int)task.Part.From);
        try
        {
            return place.Report(run.TrainTo(epochs, place.Progress, CancellationToken.None), [], null, run.Fingerprint, run.Save);
        }
        catch (Exception e) when (!MachineFault.Is(e))
        {
            return place.Report(double.NaN, [], WorkPlace.Reason(e), run.Fingerprint, run.Save);
        }
    }
}
