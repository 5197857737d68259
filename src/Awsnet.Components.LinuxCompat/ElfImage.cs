namespace Awsnet.Components;

/// <summary>A 64-bit little-endian ELF file and its sections.</summary>
internal sealed class ElfImage
{
    private const uint Magic = 0x464c457f;   // 0x7f, E, L, F
    private const int HeaderSize = 64, SectionHeaderSize = 64;

    private readonly Bytes file;
    private readonly List<ElfSection> sections = [];

    public ElfImage(byte[] bytes)
    {
        file = new Bytes(bytes);
        if (file.Length < HeaderSize || file.UInt32(0) != Magic)
            throw new InvalidElfException("it is no ELF file.");
        if (file.UInt16(4) != 0x0102)
            throw new InvalidElfException("it is no 64-bit little-endian ELF file.");
        ulong table = file.UInt64(0x28);
        ushort size = file.UInt16(0x3a), count = file.UInt16(0x3c);
        if (size < SectionHeaderSize || count == 0)
            throw new InvalidElfException("it has no table of sections.");
        var headers = file.Part(table, (ulong)size * count);
        for (ulong at = 0; at < (ulong)headers.Length; at += size)
            sections.Add(new ElfSection(headers.UInt32(at + 4), headers.UInt32(at + 40), headers.UInt64(at + 24), headers.UInt64(at + 32)));
    }

    /// <summary>The first section of a type; null if there is none.</summary>
    public ElfSection? Find(uint type) =>
        sections.Where(section => section.Type == type).Select(section => (ElfSection?)section).FirstOrDefault();

    /// <summary>What a section holds.</summary>
    public Bytes Content(ElfSection section) => file.Part(section.Offset, section.Size);

    /// <summary>The section that another refers to, such as the names' table.</summary>
    public ElfSection Linked(ElfSection section) =>
        section.Link < sections.Count
            ? sections[(int)section.Link]
            : throw new InvalidElfException($"it has {sections.Count} sections and refers to number {section.Link}.");
}
