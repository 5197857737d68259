namespace Awsnet.Components;

/// <summary>Keeps the snapshots of the most preferred candidates so far, and never one more than asked.</summary>
internal sealed class SnapshotShelf<TSnapshot>(ITrainable<TSnapshot> owner, Func<CandidateResult, CandidateResult, bool> prefers)
{
    // Best first; a handful at most.
    private readonly List<(CandidateResult Result, TSnapshot Snapshot)> _kept = [];

    internal IReadOnlyList<(CandidateResult Result, TSnapshot Snapshot)> Kept => _kept;

    /// <summary>
    /// Takes a snapshot of the trainable at hand if its result is among the best <paramref name="capacity"/> so far; first makes room.
    /// </summary>
    internal void Offer(CandidateResult result, ITrainable<TSnapshot> trainable, int capacity)
    {
        if (result.Status != CandidateStatus.Ok)
            return;
        int rank = _kept.Count;
        while (rank > 0 && prefers(result, _kept[rank - 1].Result))
            rank--;
        if (rank >= capacity)
            return;
        if (_kept.Count == capacity)
            Drop(_kept.Count - 1);
        _kept.Insert(rank, (result, trainable.Snapshot()));
    }

    /// <summary>Puts back a snapshot that was saved with the search's state.</summary>
    internal void Put(CandidateResult result, TSnapshot snapshot) => _kept.Add((result, snapshot));

    /// <summary>Hands the best snapshot over to the caller, who releases it from now on; the others are released.</summary>
    internal TSnapshot TakeBest()
    {
        var best = _kept[0].Snapshot;
        _kept.RemoveAt(0);
        Clear();
        return best;
    }

    /// <summary>Hands over all snapshots by candidate; the caller releases them.</summary>
    internal Dictionary<int, TSnapshot> TakeAll()
    {
        var all = _kept.ToDictionary(entry => entry.Result.Index, entry => entry.Snapshot);
        _kept.Clear();
        return all;
    }

    internal void Clear()
    {
        while (_kept.Count > 0)
            Drop(_kept.Count - 1);
    }

    private void Drop(int rank)
    {
        var snapshot = _kept[rank].Snapshot;
        _kept.RemoveAt(rank);
        owner.Release(snapshot);
    }
}
