using System.IO.Compression;

namespace Awsnet.Components;

/// <summary>Streams that compress at a level from 0 to 9. Before .NET 9 the runtime offers four of them, and the nearest is taken.</summary>
internal static class Compressor
{
#if NET9_0_OR_GREATER
    public static GZipStream Gzip(Stream file, int level) => new(file, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true);

    public static ZLibStream ZLib(Stream file, int level) => new(file, new ZLibCompressionOptions { CompressionLevel = level });
#else
    public static GZipStream Gzip(Stream file, int level) => new(file, Nearest(level), leaveOpen: true);

    public static ZLibStream ZLib(Stream file, int level) => new(file, Nearest(level));

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
