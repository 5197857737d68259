using System.Runtime.ExceptionServices;

namespace Awsnet.Components;

public sealed partial class WholeRunSearch
{
    /// <summary>Trains all that is pending, to the end of the search.</summary>
    /// <param name="start">
    /// Makes a run at its beginning, or resumes it where it keeps its own files. Called by one thread at a time, so that it may draw from a
    /// generator that all share.
    /// </param>
    /// <param name="parallelism">How many runs train side by side, 1 or more. It changes nothing but the time.</param>
    /// <param name="progress">Receives every score after it was told; the place to keep <see cref="SaveState"/>.</param>
    /// <param name="cancellation">Honored by the runs. Scores told so far stay: calling again trains what is left.</param>
    /// <returns><see cref="Best"/>.</returns>
    /// <remarks>
    /// A run is kept alive while it may still continue, and disposed then. After <see cref="LoadState"/> runs are started anew and trained
    /// to where the search stands: from the beginning, unless <paramref name="start"/> resumes them. A run that throws counts as failed.
    /// </remarks>
    /// <exception cref="WeightSearchException">Every run failed.</exception>
    /// <exception cref="CandidateException">A run that trains elsewhere broke the search off; scores told so far stay.</exception>
    public LossWeights Run(Func<WholeRunTrial, IWholeRun> start, int parallelism = 1, IProgress<WholeRunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(parallelism, 1);
        var runs = new Dictionary<(int Candidate, int Repeat), IWholeRun>();
        try
        {
            while (Pending is { Count: > 0 } pending)
            {
                WholeRunTrial[] wave = [.. pending.Take(parallelism)];
                foreach (var trial in wave)
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (!runs.ContainsKey((trial.Candidate, trial.Repeat)))
                        runs.Add((trial.Candidate, trial.Repeat), start(trial));
                }
                Settle(Train(wave, [.. wave.Select(trial => runs[(trial.Candidate, trial.Repeat)])], cancellation), progress, cancellation);
                foreach (var place in runs.Keys.Where(place => IsOut(place.Candidate)).ToArray())
                {
                    runs.Remove(place, out var run);
                    run!.Drop();
                    run.Dispose();
                }
            }
        }
        finally
        {
            foreach (var run in runs.Values)
                run.Dispose();
        }
        return Best;
    }

    private void Settle(
        (WholeRunTrial Trial, double Score, Exception? Error)[] trained, IProgress<WholeRunProgress>? progress,
        CancellationToken cancellation)
    {
        List<WholeRunProgress> told = [];
        foreach (var (trial, score, error) in trained)
        {
            if (IsStop(error, cancellation))
                continue;
            Tell(trial, error is null ? score : double.NaN);
            // Of a run that was trained elsewhere the message says what it threw there.
            string? message = error is null or CandidateException ? error?.Message : $"{error.GetType().Name}: {error.Message}";
            if (error is null && !double.IsFinite(score))
                message = FormattableString.Invariant($"The score is {score}.");
            told.Add(new(trial, double.IsFinite(score) ? score : double.NaN, message, EpochsDone, Planned()));
        }
        // All were trained at some price: a handler that throws loses none of them.
        told.ForEach(one => progress?.Report(one));
        if (Array.Find(trained, one => one.Error is CandidateException { Status: null }).Error is { } stop)
            ExceptionDispatchInfo.Throw(stop);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Whether nothing is known of a run, and it stays to be trained.</summary>
    private static bool IsStop(Exception? error, CancellationToken cancellation) => error is CandidateException { Status: null }
        || (error is OperationCanceledException && cancellation.IsCancellationRequested);

    /// <summary>Each run on a thread of its own: training blocks for long, and scopes of native memory are tied to a thread.</summary>
    private static (WholeRunTrial Trial, double Score, Exception? Error)[] Train(
        WholeRunTrial[] wave, IWholeRun[] runs, CancellationToken cancellation)
    {
        var trained = new (WholeRunTrial Trial, double Score, Exception? Error)[wave.Length];
        void One(int index)
        {
            try
            {
                trained[index] = (wave[index], runs[index].TrainTo(wave[index].Epochs, null, cancellation), null);
            }
            catch (Exception error)
            {
                trained[index] = (wave[index], double.NaN, error);
            }
        }
        Thread[] helpers = [.. Enumerable.Range(1, wave.Length - 1).Select(index => new Thread(() => One(index)) { IsBackground = true })];
        foreach (var helper in helpers)
            helper.Start();
        One(0);
        foreach (var helper in helpers)
            helper.Join();
        return trained;
    }

    private long Planned()
    {
        long planned = (long)Options.Candidates * _rungs[0];
        for (int rung = 1; rung < _rungs.Length; rung++)
            planned += (Survivors(rung - 1) + (Options.KeepEqual ? 1L : 0)) * (_rungs[rung] - _rungs[rung - 1]);
        return planned * Options.Repeats;
    }
}
