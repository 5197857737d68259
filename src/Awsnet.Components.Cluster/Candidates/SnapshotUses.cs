namespace Awsnet.Components;

/// <summary>Counts who refers to each snapshot, and removes the files that nobody refers to once what was saved does not either.</summary>
internal sealed class SnapshotUses(RunFolder folder)
{
    private readonly object _gate = new();
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);

    internal void Add(SnapshotFile snapshot)
    {
        lock (_gate)
            _uses[snapshot.Name] = _uses.GetValueOrDefault(snapshot.Name) + 1;
    }

    internal void Remove(SnapshotFile snapshot)
    {
        lock (_gate)
            _uses[snapshot.Name]--;
    }

    /// <summary>Removes the files that were referred to and are not any more.</summary>
    internal void Sweep()
    {
        lock (_gate)
        {
            foreach (string name in _uses.Where(entry => entry.Value <= 0).Select(entry => entry.Key).ToArray())
            {
                File.Delete(folder.In(name));
                _uses.Remove(name);
            }
        }
    }

    /// <summary>Removes all files that nobody refers to: of an epoch that is over, or of all epochs but the one in progress.</summary>
    internal void Sweep(int epoch, bool only)
    {
        lock (_gate)
        {
            Sweep();
            foreach (string path in folder.Snapshots(epoch, only))
            {
                if (!_uses.ContainsKey(Path.GetRelativePath(folder.Root, path)))
                    File.Delete(path);
            }
        }
    }
}
