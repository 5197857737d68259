namespace Awsnet.Components;

/// <summary>The check of PNG's chunks: CRC-32 with the reflected polynomial EDB88320.</summary>
internal static class PngCrc
{
    private static readonly uint[] table = [.. Enumerable.Range(0, 256).Select(value => OfByte((uint)value))];

    /// <summary>The check of earlier bytes and these.</summary>
    /// <param name="crc">The check so far; 0 before the first byte.</param>
    /// <param name="bytes">The bytes that follow.</param>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        foreach (byte b in bytes) crc = table[(crc ^ b) & 0xFF] ^ crc >> 8;
        return ~crc;
    }

    private static uint OfByte(uint crc)
    {
        for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        return crc;
    }
}
