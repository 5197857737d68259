namespace Awsnet.Components;

/// <summary>One run with weights of its own, which can be left and trained further.</summary>
/// <remarks>Disposed when it is out of the race or the search is done. Driven by one thread at a time.</remarks>
public interface IWholeRun : IDisposable
{
    /// <summary>Trains until so many epochs are done in all, and scores what has come of it.</summary>
    /// <param name="epochs">How many epochs shall be done, those done before included.</param>
    /// <param name="progress">Told how far it is on its way from where it stands; null for none.</param>
    /// <param name="cancellation">Honored by throwing <see cref="OperationCanceledException"/>.</param>
    /// <returns>The score; not finite for a run that failed.</returns>
    double TrainTo(int epochs, IProgress<TrainingProgress>? progress, CancellationToken cancellation);

    /// <summary>
    /// Told before it is disposed that it will not be trained on, here or after a restart: what it keeps in files can go.
    /// </summary>
    void Drop()
    {
    }
}
