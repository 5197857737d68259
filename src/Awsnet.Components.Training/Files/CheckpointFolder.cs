using System.Globalization;

namespace Awsnet.Components;

/// <summary>
/// A run's folder: its numbered checkpoints, the last two good ones kept, and a lock so that no two runs write there at once.
/// </summary>
internal sealed class CheckpointFolder : IDisposable
{
    private const string Prefix = "checkpoint-";
    private const string LockName = "run.lock";
    private readonly FileStream _lock;

    internal CheckpointFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        if (File.Exists(Path))
            throw new IOException($"{Path} is a file, and a run's folder is asked for; choose another name, or move the file away.");
        Directory.CreateDirectory(Path);
        _lock = LockFile.TryTake(In(LockName), FileMode.OpenOrCreate) ?? throw new RunInUseException(Path);
        // What a killed run was writing.
        foreach (string leftover in Directory.GetFiles(Path, Prefix + "*" + AtomicFile.TemporarySuffix))
            File.Delete(leftover);
    }

    internal string Path { get; }

    /// <summary>Makes the stream that a checkpoint is written to.</summary>
    internal Func<string, Stream> Create { get; init; } = File.Create;

    internal string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Numbers and paths of the checkpoints, latest first.</summary>
    internal IReadOnlyList<(int Number, string Path)> List() =>
    [
        .. Directory.GetFiles(Path, Prefix + "*" + TensorFile.Extension)
            .Select(file => (Number: NumberOf(file), file))
            .Where(entry => entry.Number >= 0)
            .OrderByDescending(entry => entry.Number),
    ];

    internal void Write(int number, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<(string Name, Tensor Value)> entries)
    {
        TensorFile.Write(In(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:D6}{TensorFile.Extension}")), metadata, entries,
            Create);
        // Whatever lies between the two is damaged, or of a time line that was left.
        foreach (var (_, path) in List().Where(entry => entry.Number > number || entry.Number < number - 1))
            File.Delete(path);
    }

    /// <summary>The latest checkpoint that is whole; of every one that is not, its number and what is wrong with it.</summary>
    internal (int Number, TensorFileContent? Content) OpenLatest(Action<string> warn)
    {
        foreach (var (number, path) in List())
        {
            try
            {
                return (number, TensorFile.Open(path));
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                warn($"{e.Message} The checkpoint before it is used.");
            }
        }
        return (-1, null);
    }

    public void Dispose() => _lock.Dispose();

    private static int NumberOf(string file)
    {
        string text = System.IO.Path.GetFileNameWithoutExtension(file)[Prefix.Length..];
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
    }
}
