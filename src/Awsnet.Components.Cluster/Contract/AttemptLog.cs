namespace Awsnet.Components;

/// <summary>What a worker prints, into its attempt's folder.</summary>
/// <param name="path">The file; null where the worker writes it itself.</param>
internal sealed class AttemptLog(string? path) : IDisposable
{
    private readonly StreamWriter _writer = path is null ? StreamWriter.Null : new(path, append: true) { AutoFlush = true };
    private readonly object _gate = new();

    /// <summary>The last line that says something.</summary>
    internal string? Last { get; private set; }

    internal void Add(string line)
    {
        lock (_gate)
        {
            // Of an exception its message says more than where it came through.
            if (!string.IsNullOrWhiteSpace(line) && !line.StartsWith("   at ", StringComparison.Ordinal))
                Last = line.Trim();
            try
            {
                _writer.WriteLine(line);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // A full disk, or a line after the end.
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            try
            {
                _writer.Dispose();
            }
            catch (IOException)
            {
                // A full disk.
            }
        }
    }
}
