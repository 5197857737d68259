namespace Awsnet.Components;

/// <summary>Decoded cases up to a limit of memory, the ones used last; safe for threads, each case decoded by one of them.</summary>
internal sealed class CaseCache(long limit, Func<int, CaseVoxels> decode)
{
    private readonly Dictionary<int, Entry> entries = [];
    private readonly LinkedList<int> order = [];
    private readonly object gate = new();
    private long bytes;
    private int decoded;

    /// <summary>What the kept cases take; between a case that is taken in and those dropped for it nobody sees the sum.</summary>
    public long Bytes
    {
        get
        {
            lock (gate)
                return bytes;
        }
    }

    /// <summary>How often a case was decoded.</summary>
    public int Decoded => Volatile.Read(ref decoded);

    public CaseVoxels Get(int index)
    {
        Entry? entry;
        lock (gate)
        {
            if (!entries.TryGetValue(index, out entry))
                entry = entries[index] = new Entry(new Lazy<CaseVoxels>(() => decode(index)), order.AddFirst(index));
            else if (order.First != entry.Place)
            {
                order.Remove(entry.Place);
                order.AddFirst(entry.Place);
            }
        }

        try
        {
            CaseVoxels voxels = entry.Voxels.Value;
            Keep(entry, voxels);
            return voxels;
        }
        catch
        {
            lock (gate)
                Drop(index, entry);
            throw;
        }
    }

    /// <summary>Takes a case that was decoded elsewhere, if there is room without dropping another.</summary>
    public void Offer(int index, CaseVoxels voxels)
    {
        lock (gate)
        {
            decoded++;
            if (bytes + voxels.Bytes > limit || entries.ContainsKey(index))
                return;
            var entry = new Entry(new Lazy<CaseVoxels>(voxels), order.AddLast(index)) { Bytes = voxels.Bytes };
            entries[index] = entry;
            bytes += voxels.Bytes;
        }
    }

    private void Keep(Entry entry, CaseVoxels voxels)
    {
        lock (gate)
        {
            if (entry.Bytes > 0)
                return;
            decoded++;
            entry.Bytes = voxels.Bytes;
            bytes += voxels.Bytes;
            // Those that another thread is decoding have no size yet and stay.
            for (var last = order.Last; bytes > limit && last is not null;)
            {
                var before = last.Previous;
                if (entries[last.Value] is { Bytes: > 0 } old)
                    Drop(last.Value, old);
                last = before;
            }
        }
    }

    private void Drop(int index, Entry entry)
    {
        if (!entries.TryGetValue(index, out Entry? held) || held != entry)
            return;
        entries.Remove(index);
        order.Remove(entry.Place);
        bytes -= entry.Bytes;
    }

    private sealed class Entry(Lazy<CaseVoxels> voxels, LinkedListNode<int> place)
    {
        public Lazy<CaseVoxels> Voxels => voxels;

        public LinkedListNode<int> Place => place;

        public long Bytes { get; set; }
    }
}
