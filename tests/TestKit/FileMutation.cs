namespace Awsnet.Components.TestKit;

/// <summary>Damages a file's bytes as transfers, disks and malice do.</summary>
public static class FileMutation
{
    /// <summary>Numbers that lengths and offsets stumble over.</summary>
    private static readonly long[] Numbers =
    [
        0, 1, -1, 7, 8, 127, 255, 32767, -32768, 65535, int.MaxValue, int.MinValue, uint.MaxValue, 1 << 30,
        long.MaxValue, long.MinValue, 1L << 53,
    ];

    /// <summary>The bytes with one to four changes, mostly near the start, where headers are.</summary>
    public static byte[] Mutated(byte[] seed, Random random)
    {
        List<byte> bytes = [.. seed];
        for (int change = random.Next(1, 5); change > 0; change--)
        {
            int at = random.Next(3) == 0 ? random.Next(bytes.Count) : random.Next(Math.Min(bytes.Count, 400));
            switch (random.Next(7))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: SetNumber(bytes, at, random); break;
                case 3: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                case 4: bytes.InsertRange(at, bytes.Skip(random.Next(bytes.Count)).Take(random.Next(1, 40)).ToArray()); break;
                case 5: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes[at] = random.Next(2) == 0 ? byte.MinValue : byte.MaxValue; break;
            }
            if (bytes.Count == 0) break;
        }
        return [.. bytes];
    }

    // In either byte order.
    private static void SetNumber(List<byte> bytes, int at, Random random)
    {
        byte[] number = BitConverter.GetBytes(Numbers[random.Next(Numbers.Length)])[..(1 << random.Next(1, 4))];
        if (random.Next(2) == 0) Array.Reverse(number);
        for (int i = 0; i < number.Length && at + i < bytes.Count; i++) bytes[at + i] = number[i];
    }
}
