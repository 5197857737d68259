using System.Globalization;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>The folder of a run, held by one coordinator: identity, lock, tries by epoch and candidate, what happened.</summary>
internal sealed class RunFolder : IDisposable
{
    private const string LockName = "coordinator.lock", IdentityName = "run.json", EventsName = "events.log", FingerprintsName =
        "fingerprints.json", EpochsName = "epochs", RepeatMark = "-repeat-";

    private readonly FileStream _lock;
    private readonly object _gate = new();
    private readonly List<Fingerprint> _fingerprints = [];

    /// <summary>Takes a folder; makes it, for this user alone, if it is missing.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="kind">The type whose files lie there: of another kind's it would delete the snapshots.</param>
    /// <exception cref="ClusterException">Another coordinator is at work there, or it cannot be used.</exception>
    /// <exception cref="FormatException">It holds files of another kind.</exception>
    internal RunFolder(string root, string kind)
    {
        Root = Path.GetFullPath(root);
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(Root);
            else
                Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            _lock = TakeLock();
            File.WriteAllText(In(LockName + ".holder"), string.Create(CultureInfo.InvariantCulture,
                $"process {Environment.ProcessId} on {Environment.MachineName}"));
            Id = Identity(kind);
            if (File.Exists(In(FingerprintsName)))
                _fingerprints.AddRange(JsonFile.Read(In(FingerprintsName))["fingerprints"].Items().Select(Fingerprint.OfJson));
        }
        catch (Exception e)
        {
            _lock?.Dispose();
            if (e is not (IOException or UnauthorizedAccessException))
                throw;
            throw new ClusterException(
                $"{Root} cannot be the folder of a run: {e.Message.TrimEnd('.')}. Make it usable, or choose another folder.", e);
        }
    }

    internal string Root { get; }

    /// <summary>The run's identity: results of any other are foreign.</summary>
    internal string Id { get; }

    internal string In(string name) => Path.Combine(Root, name);

    /// <summary>The folder of a run that a task's file belongs to.</summary>
    internal static string RootOf(string task)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(Path.GetFullPath(task))!);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, IdentityName)))
            folder = folder.Parent;
        return folder?.FullName ?? throw new FormatException($"{task} lies in no run's folder: there is no {IdentityName} above it.");
    }

    internal string CandidateFolder(CandidateTask task) => task switch
    {
        { Kind: TaskKind.Train, Part: (0, 1) } or { Kind: TaskKind.Run, Repeat: 0 } => CandidateFolder(Root, task.Epoch, task.Candidate),
        { Kind: TaskKind.Train } => CandidateFolder(Root, task.Epoch, task.Candidate)
            + string.Create(CultureInfo.InvariantCulture, $"-{task.Part.From:0.####}-{task.Part.To:0.####}"),
        { Kind: TaskKind.Run } => RepeatFolder(Root, task.Epoch, task.Candidate, task.Repeat),
        _ => In(Path.Combine(EpochsName, task.Kind.ToString().ToLowerInvariant())),
    };

    internal static string CandidateFolder(string root, int epoch, int candidate) =>
        Path.Combine(root, EpochsName, string.Create(CultureInfo.InvariantCulture, $"{epoch:D6}/candidate-{candidate:D2}"));

    /// <summary>The epochs that have candidates, in order.</summary>
    internal static IReadOnlyList<int> Epochs(string root) => Numbers(Path.Combine(root, EpochsName), "");

    /// <summary>The candidates of an epoch that were started, in order.</summary>
    internal static IReadOnlyList<int> Candidates(string root, int epoch) =>
        Numbers(Path.GetDirectoryName(CandidateFolder(root, epoch, 0))!, "candidate-");

    /// <summary>
    /// What was started of a candidate in an epoch, as it is told to people, with its folder: the whole of it, its further runs, or the
    /// parts of the epoch.
    /// </summary>
    internal static IEnumerable<(string What, string Folder)> Works(string root, int epoch, int candidate)
    {
        string own = CandidateFolder(root, epoch, candidate), holder = Path.GetDirectoryName(own)!;
        if (Directory.Exists(own))
            yield return ("", own);
        foreach (int repeat in Numbers(holder, Path.GetFileName(own) + RepeatMark))
            yield return (string.Create(CultureInfo.InvariantCulture, $"run {repeat + 1}"), RepeatFolder(root, epoch, candidate, repeat));
        foreach (var (from, to, folder) in Parts(holder, Path.GetFileName(own)))
            yield return (string.Create(CultureInfo.InvariantCulture, $"{from:0.##%} to {to:0.##%}"), folder);
    }

    private static string RepeatFolder(string root, int epoch, int candidate, int repeat) =>
        CandidateFolder(root, epoch, candidate) + string.Create(CultureInfo.InvariantCulture, $"{RepeatMark}{repeat}");

    /// <summary>The full path of a folder that is there and may be read.</summary>
    /// <exception cref="ClusterException">It is not there, is a file, or is another user's.</exception>
    internal static string Existing(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string root = Path.GetFullPath(folder);
        if (!Directory.Exists(root))
            throw new ClusterException(
                (File.Exists(root) ? $"{root} is a file" : $"There is no folder {root}") + "; give the folder of a run.");
        try
        {
            _ = Directory.EnumerateFileSystemEntries(root).Any();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ClusterException($"{root} may not be read by {Environment.UserName}; ask as the user whose run it is.", e);
        }
        return root;
    }

    /// <summary>Whether a coordinator is at work in a folder; null where that cannot be told.</summary>
    internal static bool? IsHeld(string root)
    {
        try
        {
            using var taken = LockFile.TryTake(Path.Combine(root, LockName), FileMode.Open);
            return taken is null;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal string EpochFolder(int epoch) => Path.GetDirectoryName(CandidateFolder(Root, epoch, 0))!;

    /// <summary>Takes in a state that was not made by a worker, under the name of what is in it.</summary>
    internal SnapshotFile Import(Action<string> save)
    {
        string temporary = In(Path.Combine(EpochsName, "parents", "new.tmp"));
        Directory.CreateDirectory(Path.GetDirectoryName(temporary)!);
        File.Delete(temporary);
        save(temporary);
        using (var file = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite))
            file.Flush(flushToDisk: true);
        var made = SnapshotFile.Of(Root, temporary);
        string name = Path.Combine(EpochsName, "parents", $"snapshot-{made.Sha256}");
        File.Move(temporary, In(name), overwrite: true);
        return made with { Name = name };
    }

    /// <summary>All snapshots on the disk but those of one epoch, or those of one epoch alone.</summary>
    internal IEnumerable<string> Snapshots(int epoch, bool only)
    {
        string folder = only ? EpochFolder(epoch) : In(EpochsName), other = EpochFolder(epoch) + Path.DirectorySeparatorChar;
        return !Directory.Exists(folder)
            ? []
            : Directory.EnumerateFiles(folder, "snapshot*", SearchOption.AllDirectories)
                .Where(path => only || !path.StartsWith(other, StringComparison.Ordinal));
    }

    /// <summary>Compares the fingerprint of a result with that of the run, which is the first one's.</summary>
    /// <returns>What differs, if it may not; null when the result may be used.</returns>
    internal string? Objection(Fingerprint fingerprint, bool allowMixed)
    {
        lock (_gate)
        {
            if (_fingerprints.Exists(known => known.Difference(fingerprint) is null) && (allowMixed
                || _fingerprints[0].Difference(fingerprint) is null))
                return null;
            if (_fingerprints.Count > 0 && !allowMixed)
                return _fingerprints[0].Difference(fingerprint);
            if (_fingerprints.Count > 0)
                Note($"From here on the run is mixed: {_fingerprints[0].Difference(fingerprint)}.");
            _fingerprints.Add(fingerprint);
            JsonFile.Write(In(FingerprintsName), new JsonObject
            {
                ["mixed"] = _fingerprints.Count > 1,
                ["fingerprints"] = new JsonArray([.. _fingerprints.Select(known => (JsonNode)known.ToJson())]),
            });
            return null;
        }
    }

    /// <summary>Whether results of different fingerprints were used.</summary>
    internal static bool IsMixed(string root) =>
        File.Exists(Path.Combine(root, FingerprintsName))
        && JsonFile.Read(Path.Combine(root, FingerprintsName))["mixed"].Flag();

    /// <summary>Adds a line to what happened.</summary>
    internal void Note(string what)
    {
        lock (_gate)
        {
            try
            {
                File.AppendAllText(In(EventsName), string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:u} {what}\n"));
            }
            catch (IOException)
            {
                // The record is not worth the run.
            }
        }
    }

    public void Dispose() => _lock.Dispose();

    private FileStream TakeLock()
    {
        FileStream? taken;
        // Who asks for the status holds it for a moment.
        for (int waits = 5; (taken = LockFile.TryTake(In(LockName), FileMode.OpenOrCreate)) is null && waits > 0; waits--)
            Thread.Sleep(100);
        return taken ?? throw new ClusterException(
            $"Another coordinator is at work in {Root}{Holder()}; wait for it or end it, or choose another folder.");
    }

    private string Holder()
    {
        try
        {
            return $" ({File.ReadAllText(In(LockName + ".holder"))})";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static IReadOnlyList<int> Numbers(string folder, string prefix) => !Directory.Exists(folder)
        ? []
        :
        [
            .. Directory.GetDirectories(folder, prefix + "*")
                .Select(path => Path.GetFileName(path)[prefix.Length..].Split('-')[0])
                .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)
                .Where(number => number >= 0).Distinct().Order(),
        ];

    /// <summary>The parts of an epoch that were started, in order.</summary>
    private static IEnumerable<(double From, double To, string Folder)> Parts(string folder, string candidate) =>
        from path in Directory.Exists(folder) ? Directory.GetDirectories(folder, candidate + "-*") : []
        let ends = Path.GetFileName(path)[(candidate.Length + 1)..].Split('-')
        where ends.Length == 2
        let part = (From: EndOf(ends[0]), To: EndOf(ends[1]))
        where part.From < part.To
        orderby part
        select (part.From, part.To, path);

    private static double EndOf(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double end) ? end : double.NaN;

    private string Identity(string kind)
    {
        string path = In(IdentityName);
        StateReader? saved = File.Exists(path) ? JsonFile.Read(path) : null;
        string id = saved?["run"].Text() ?? Guid.NewGuid().ToString("N");
        string? known = saved?.Optional("kind")?.Text();
        if ((known ?? KindByFiles() ?? kind) is var other && other != kind)
            throw new FormatException($"{Root} holds the files of a {other}, which a {kind} would spoil; choose another folder.");
        if (known is null)
            JsonFile.Write(path, "awsnet.cluster-run", new JsonObject { ["run"] = id, ["kind"] = kind });
        return id;
    }

    /// <summary>The kind of a run of an older version, which does not write it, where its files tell.</summary>
    private string? KindByFiles() => File.Exists(In(ClusterSearch.StateName))
        ? nameof(ClusterSearch)
        : JobPlan.IsIn(Root) ? nameof(JobRunner) : null;
}
