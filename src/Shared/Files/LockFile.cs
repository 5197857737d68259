namespace Awsnet.Components;

/// <summary>A file that one process at a time holds open. The system lets go of it when that process dies, however it does.</summary>
internal static class LockFile
{
    // EAGAIN of Linux and of macOS, and Windows' sharing violation: .NET has no exception of its own for them.
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];

    /// <summary>Takes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Whether it is made where it is not there.</param>
    /// <returns>What holds it until it is disposed; null where another process does.</returns>
    /// <exception cref="IOException">The file cannot be opened, for another reason.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    internal static FileStream? TryTake(string path, FileMode mode)
    {
        try
        {
            return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (Held.Contains(e.HResult))
        {
            return null;
        }
    }
}
