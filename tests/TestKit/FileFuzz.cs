using System.Diagnostics;

namespace Awsnet.Components.TestKit;

/// <summary>
/// Runs a reader over damaged files: each must be read, or refused in one line that names the file, quickly, and without taking memory
/// for what the file does not hold.
/// </summary>
/// <typeparam name="TRefusal">The one exception that a damaged file may end in.</typeparam>
public sealed class FileFuzz<TRefusal> : IDisposable
    where TRefusal : Exception
{
    /// <summary>Buffers that do not depend on the file; mostly from a pool, which the collector may have emptied.</summary>
    private const long FixedCost = 2 << 20;

    private static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(5);

    // In memory where the system has such a folder: writing the files takes ten times as long as reading them.
    private readonly string folder = Directory.CreateDirectory(Path.Combine(
        Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"awsnet-fuzz-{Guid.NewGuid():N}")).FullName;

    /// <summary>A file in the folder of the files.</summary>
    public string this[string name] => Path.Combine(folder, name);

    /// <summary>Reads so many files.</summary>
    /// <param name="count">How many; run i is made from the seed i.</param>
    /// <param name="name">What they are called, one after another.</param>
    /// <param name="make">Makes the file's bytes, and may write the second file.</param>
    /// <param name="read">Reads the file at a path and gives the bytes it honestly holds.</param>
    /// <param name="contentLength">What a file's bytes hold, unpacked; null: their number.</param>
    /// <param name="second">A second file that errors may name.</param>
    /// <returns>How many were read.</returns>
    /// <exception cref="InvalidOperationException">One ended otherwise.</exception>
    public int Run(
        int count, string name, Func<Random, byte[]> make, Func<string, long> read, Func<byte[], long>? contentLength = null,
        string? second = null)
    {
        contentLength ??= file => file.Length;
        string path = this[name];
        int whole = 0;
        for (int run = 0; run < count; run++)
        {
            byte[] file = make(new Random(run));
            File.WriteAllBytes(path, file);
            long honest = file.Length, before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
            try
            {
                honest = Math.Max(honest, read(path));
                whole++;
            }
            catch (TRefusal e)
            {
                bool namesFile = e.Message.StartsWith(path + ": ", StringComparison.Ordinal)
                    || second is not null && e.Message.StartsWith(second + ": ", StringComparison.Ordinal);
                if (!namesFile || e.Message.Contains('\n', StringComparison.Ordinal)) throw Failed($"says '{e.Message}'");
                honest = Math.Max(honest, contentLength(file));
                if (second is not null) honest = Math.Max(honest, contentLength(File.ReadAllBytes(second)));
            }
            catch (Exception e)
            {
                throw Failed($"ended in {e.GetType().Name}", e);
            }
            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            if (taken >= 2 * honest + FixedCost) throw Failed($"took {taken} bytes for {honest}");
            // A machine that stood still in between is no fault of the file: what is slow must be slow again.
            if (Stopwatch.GetElapsedTime(start) > LongestTime && Time(() => read(path)) > LongestTime) throw Failed("took too long");

            InvalidOperationException Failed(string how, Exception? inner = null) => new($"Run {run} of {name} {how}.", inner);
        }
        return whole;
    }

    /// <summary>Deletes the files.</summary>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static TimeSpan Time(Func<long> read)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            read();
        }
        catch (TRefusal)
        {
        }
        return Stopwatch.GetElapsedTime(start);
    }
}
