namespace Awsnet.Components;

/// <summary>The head of a chunk: its type and the length of its data.</summary>
/// <param name="Type">Four letters, the first one in the lowest byte.</param>
/// <param name="Length">The data's bytes.</param>
internal readonly record struct PngChunk(uint Type, int Length)
{
    public static readonly uint Header = Code("IHDR"u8);
    public static readonly uint Palette = Code("PLTE"u8);
    public static readonly uint Transparency = Code("tRNS"u8);
    public static readonly uint Data = Code("IDAT"u8);
    public static readonly uint End = Code("IEND"u8);
    public static readonly uint Apple = Code("CgBI"u8);

    /// <summary>An upper-case first letter: no reader may pass over the chunk.</summary>
    public bool IsCritical => (Type & 0x20) == 0;

    /// <summary>The four letters, for messages; a damaged type has question marks.</summary>
    public string Name => string.Concat(Letter(Type), Letter(Type >> 8), Letter(Type >> 16), Letter(Type >> 24));

    private static string Letter(uint code) => char.IsAsciiLetter((char)(code & 0xFF)) ? ((char)(code & 0xFF)).ToString() : "?";

    private static uint Code(ReadOnlySpan<byte> name) => (uint)(name[0] | name[1] << 8 | name[2] << 16 | name[3] << 24);
}
