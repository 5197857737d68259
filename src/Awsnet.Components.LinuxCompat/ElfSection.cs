namespace Awsnet.Components;

/// <summary>A section of an ELF file.</summary>
/// <param name="type">What it holds.</param>
/// <param name="link">The section that it refers to.</param>
/// <param name="offset">Where it begins.</param>
/// <param name="size">Its length in bytes.</param>
internal readonly struct ElfSection(uint type, uint link, ulong offset, ulong size)
{
    public uint Type => type;

    public uint Link => link;

    public ulong Offset => offset;

    public ulong Size => size;
}
