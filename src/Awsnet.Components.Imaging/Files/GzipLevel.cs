using System.IO.Compression;

namespace Awsnet.Components;

/// <summary>
/// gzip at a level from 0 to 9. Before .NET 9 the runtime offers four of them, and the nearest is taken. The header holds no time and no
/// name, so equal content gives equal bytes.
/// </summary>
internal static class GzipLevel
{
    /// <summary>A stream that packs what is written to it; closing it leaves the file open.</summary>
#if NET9_0_OR_GREATER
    public static GZipStream Pack(Stream file, int level) =>
        new(file, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true);
#else
    public static GZipStream Pack(Stream file, int level) => new(file, Nearest(level), leaveOpen: true);

    // The runtime's own levels are 0, 1, 6 and 9.
    private static CompressionLevel Nearest(int level) => level switch
    {
        0 => CompressionLevel.NoCompression,
        <= 3 => CompressionLevel.Fastest,
        <= 7 => CompressionLevel.Optimal,
        _ => CompressionLevel.SmallestSize,
    };
#endif
}
