using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Awsnet.Components;

/// <summary>Whose a file is, where the system tells: on Linux.</summary>
internal static partial class FileOwner
{
    // struct statx is the same on every architecture: mask, block size, attributes, links, then the owner.
    private const int WorkingFolder = -100, NoFollow = 0x100, WantsTypeAndOwner = 0x1 | 0x8, Size = 256, OwnerAt = 20, ModeAt = 28;
    private const int TypeBits = 0xF000, RegularFile = 0x8000;

    /// <summary>Why a file is not to be trusted: another user wrote it, or it is a link; null if nothing speaks against it.</summary>
    internal static string? Objection(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var stat = new byte[Size];
        try
        {
            if (Stat(WorkingFolder, path, NoFollow, WantsTypeAndOwner, stat) != 0)
                return null;
            if ((BinaryPrimitives.ReadUInt16LittleEndian(stat.AsSpan(ModeAt)) & TypeBits) != RegularFile)
                return $"{path} is no plain file";
            uint owner = BinaryPrimitives.ReadUInt32LittleEndian(stat.AsSpan(OwnerAt)), own = User();
            return owner == own ? null : $"{path} was written by user {owner}, not by {own}";
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int folder, string path, int flags, uint mask, [Out] byte[] buffer);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint User();
}
