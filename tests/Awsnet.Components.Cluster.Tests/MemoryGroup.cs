using System.Globalization;

namespace Awsnet.Components.Tests;

/// <summary>A control group of the kernel with a limit of memory: what exceeds it is killed.</summary>
internal sealed class MemoryGroup : IDisposable
{
    private readonly string _path;

    private MemoryGroup(string path) => _path = path;

    /// <summary>Why tests with one are skipped, or null.</summary>
    public static string? Missing { get; } = WhyMissing();

    /// <summary>Words before a command that put it into the group.</summary>
    public IEnumerable<string> Prefix => ["sh", "-c", $"echo $$ > {_path}/cgroup.procs && exec \"$0\" \"$@\""];

    /// <summary>Makes one; null where this process may not.</summary>
    public static MemoryGroup? TryCreate(long bytes) =>
        TryCreate("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.memsw.limit_in_bytes", bytes, bytes)
        ?? TryCreate("/sys/fs/cgroup", "memory.max", "memory.swap.max", bytes, 0);

    public void Dispose()
    {
        // A process that was killed may still be in it for a moment.
        for (int tries = 50; Directory.Exists(_path); tries--)
        {
            try
            {
                Directory.Delete(_path);
            }
            catch (IOException) when (tries > 0)
            {
                Thread.Sleep(100);
            }
        }
    }

    private static MemoryGroup? TryCreate(string root, string limit, string swap, long bytes, long swapBytes)
    {
        if (!Directory.Exists(root))
            return null;
        var group = new MemoryGroup(Path.Combine(root, $"awsnet-test-{Guid.NewGuid():N}"));
        try
        {
            Directory.CreateDirectory(group._path);
            if (File.Exists(Path.Combine(group._path, limit)))
            {
                Write(limit, bytes);
                if (File.Exists(Path.Combine(group._path, swap)))
                    Write(swap, swapBytes);
                if (ProgramRun.Of("sh", [.. group.Prefix.Skip(1), "true"]).ExitCode == 0)
                    return group;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only root may, and in most containers nobody.
        }
        group.Dispose();
        return null;

        void Write(string name, long value) =>
            File.WriteAllText(Path.Combine(group._path, name), value.ToString(CultureInfo.InvariantCulture));
    }

    private static string? WhyMissing()
    {
        using var group = OperatingSystem.IsLinux() ? TryCreate(1 << 28) : null;
        return group is null ? "This process may not make a control group with a limit of memory." : null;
    }
}

/// <summary>A test in which the kernel kills what takes too much memory.</summary>
public sealed class MemoryGroupFactAttribute : FactAttribute
{
    public MemoryGroupFactAttribute() => Skip = MemoryGroup.Missing;
}
