namespace Awsnet.Components.TestKit;

/// <summary>CRC-32 of gzip and PNG by its definition, bit by bit.</summary>
public static class BitwiseCrc32
{
    /// <summary>The check of these bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB88320;
        }
        return ~crc;
    }
}
