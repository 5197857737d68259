namespace Awsnet.Components;

/// <summary>The check of zlib streams: the sum of the bytes and the sum of those sums, modulo 65521.</summary>
internal static class Adler32
{
    private const uint Modulus = 65521;

    /// <summary>The most bytes whose sums of sums fit into 32 bits.</summary>
    private const int Run = 5552;

    /// <summary>The check of earlier bytes and these.</summary>
    /// <param name="adler">The check so far; 1 before the first byte.</param>
    /// <param name="bytes">The bytes that follow.</param>
    public static uint Append(uint adler, ReadOnlySpan<byte> bytes)
    {
        uint sum = adler & 0xFFFF, sums = adler >> 16;
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> run = bytes[..Math.Min(Run, bytes.Length)];
            foreach (byte b in run)
            {
                sum += b;
                sums += sum;
            }
            sum %= Modulus;
            sums %= Modulus;
            bytes = bytes[run.Length..];
        }
        return sums << 16 | sum;
    }
}
