namespace Awsnet.Components;

/// <summary>
/// What a trainable and its forks share: the epoch's batches, the pool of snapshots, the learning rate, where warnings go.
/// </summary>
internal sealed class SharedByForks<TBatch>(Func<long, IEnumerable<TBatch>> source, int count, bool dispose) : IDisposable
{
    private readonly object _gate = new();
    private readonly Stack<TorchSnapshot> _pool = new();
    private readonly Dictionary<long, KeptEpoch> _kept = [];

    /// <summary>Factor of the optimizer's own learning rate in the epoch at hand.</summary>
    internal double LearningRateFactor { get; set; } = 1;

    /// <summary>Each parameter group's rate by the task's scheduler; null without one.</summary>
    internal double[]? ScheduledRates { get; set; }

    internal Action<string>? Warn { get; set; }

    /// <summary>The mistake in the task that made a candidate break the search off.</summary>
    internal Exception? TaskError { get; set; }

    /// <summary>The epoch's batches one at a time, each disposed before the next, from a given one on.</summary>
    internal IEnumerable<TBatch> Stream(long seed, int first, int last)
    {
        int index = 0;
        foreach (TBatch batch in Batches(seed))
        {
            try
            {
                if (index >= first)
                    yield return batch;
            }
            finally
            {
                Drop(batch);
            }
            if (++index == last)
                yield break;
        }
        throw TooFew(index);
    }

    /// <summary>
    /// Some of the epoch's batches: all are made at once by whoever comes first, and kept until a different epoch's are asked for and
    /// nobody uses them. Candidates side by side may be in different epochs: each has its seed.
    /// </summary>
    internal IEnumerable<TBatch> Kept(long seed, int first, int last)
    {
        var epoch = Enter(seed);
        try
        {
            for (int index = first; index < last; index++)
                yield return epoch.Batches[index];
        }
        finally
        {
            lock (_gate)
                epoch.Users--;
        }
    }

    /// <summary>Drops the batches that nobody uses.</summary>
    internal void DropBatches()
    {
        lock (_gate)
        {
            foreach (var (seed, epoch) in _kept.Where(entry => entry.Value.Users == 0).ToArray())
            {
                foreach (TBatch batch in epoch.Batches)
                    Drop(batch);
                _kept.Remove(seed);
            }
        }
    }

    internal TorchSnapshot Take()
    {
        lock (_gate)
            return _pool.TryPop(out var free) ? free : new TorchSnapshot();
    }

    internal void Return(TorchSnapshot snapshot)
    {
        lock (_gate)
            _pool.Push(snapshot);
    }

    public void Dispose()
    {
        DropBatches();
        while (_pool.TryPop(out var free))
            free.Free();
    }

    /// <summary>What the task yields for an epoch, after a look at each batch.</summary>
    private IEnumerable<TBatch> Batches(long seed)
    {
        var batches = source(seed)
            ?? throw new InvalidOperationException("The task's Batches gave null; return the epoch's batches.");
        foreach (TBatch batch in batches)
        {
            if (batch is null)
                throw new InvalidOperationException("The task's Batches yielded null; yield a batch.");
            if (batch is TensorBatch { Input.IsInvalid: true } or TensorBatch { Target.IsInvalid: true })
                throw new InvalidOperationException(
                    "The task's Batches yielded a batch that is disposed. Set DisposeBatches to false to yield the same batches again, " +
                    "or make new ones.");
            yield return batch;
        }
    }

    private KeptEpoch Enter(long seed)
    {
        lock (_gate)
        {
            if (!_kept.TryGetValue(seed, out var epoch))
            {
                DropBatches();
                _kept[seed] = epoch = new KeptEpoch(MakeAll(seed));
            }
            if (epoch.Batches.Length < count)
                throw TooFew(epoch.Batches.Length);
            epoch.Users++;
            return epoch;
        }
    }

    private TBatch[] MakeAll(long seed)
    {
        List<TBatch> made = [];
        try
        {
            made.AddRange(Batches(seed).Take(count));
            return [.. made];
        }
        catch
        {
            made.ForEach(Drop);
            throw;
        }
    }

    private void Drop(TBatch batch)
    {
        if (dispose)
            (batch as IDisposable)?.Dispose();
    }

    private InvalidOperationException TooFew(int given) =>
        new($"The epoch yielded {given} batches but BatchesPerEpoch is {count}; yield as many every epoch.");

    private sealed class KeptEpoch(TBatch[] batches)
    {
        internal TBatch[] Batches => batches;

        internal int Users { get; set; }
    }
}
