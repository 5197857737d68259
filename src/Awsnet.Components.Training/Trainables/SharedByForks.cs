namespace Awsnet.Components;

/// <summary>
/// What a trainable and its forks share: the epoch's batches, the pool of snapshots, the learning rate, where warnings go.
/// </summary>
internal sealed class SharedByForks<TBatch>(Func<long, IEnumerable<TBatch>> source, int count, bool dispose) : IDisposable
{
    private readonly object _gate = new();
    private readonly Stack<TorchSnapshot> _pool = new();
    private TBatch[] _batches = [];
    private long _seed = -1;

    /// <summary>Factor of the optimizer's own learning rate in the epoch at hand.</summary>
    internal double LearningRateFactor { get; set; } = 1;

    /// <summary>Each parameter group's rate by the task's scheduler; null without one.</summary>
    internal double[]? ScheduledRates { get; set; }

    internal Action<string>? Warn { get; set; }

    /// <summary>The epoch's batches one at a time, each disposed before the next, from a given one on.</summary>
    internal IEnumerable<TBatch> Stream(long seed, int first, int last)
    {
        int index = 0;
        foreach (TBatch batch in source(seed))
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

    /// <summary>The epoch's batches all at once: made by whoever comes first, kept until a different epoch's are asked for.</summary>
    internal IReadOnlyList<TBatch> AllBatches(long seed)
    {
        lock (_gate)
        {
            if (_seed != seed)
            {
                DropBatches();
                _batches = [.. source(seed).Take(count)];
                if (_batches.Length < count)
                    throw TooFew(_batches.Length);
                _seed = seed;
            }
            return _batches;
        }
    }

    internal void DropBatches()
    {
        lock (_gate)
        {
            foreach (TBatch batch in _batches)
                Drop(batch);
            _batches = [];
            _seed = -1;
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

    private void Drop(TBatch batch)
    {
        if (dispose)
            (batch as IDisposable)?.Dispose();
    }

    private InvalidOperationException TooFew(int given) =>
        new($"The epoch yielded {given} batches but BatchesPerEpoch is {count}; yield as many every epoch.");
}
