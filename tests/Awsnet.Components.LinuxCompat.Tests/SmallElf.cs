using System.Buffers.Binary;
using System.Text;

namespace Awsnet.Components.Tests;

/// <summary>
/// An ELF file of five sections: two libraries are needed, the second in two versions, and two symbols in the last of these.
/// </summary>
internal static class SmallElf
{
    public const string Version = "NEW_2", Symbol = "unused";

    /// <summary>Where the flags of <see cref="Version"/> are.</summary>
    public const int Flags = Needs + 68;

    /// <summary>Where the second symbol's version is.</summary>
    public const int SecondSymbol = Versions + 4;

    private const int Needs = 64, Names = Needs + 80, Versions = Names + 64, Symbols = Versions + 6, Headers = Symbols + 72;

    public static byte[] Make()
    {
        byte[] file = new byte[Headers + 5 * 64];
        file[0] = 0x7f;
        Encoding.ASCII.GetBytes("ELF").CopyTo(file, 1);
        (file[4], file[5]) = (2, 1);
        Put(file, 0x28, (ulong)Headers);
        Put(file, 0x3a, (ushort)64, (ushort)5);
        // Names: 1 OLD_1, 7 OLD_2, 13 NEW_2, 19 unused, 26 used.
        Encoding.ASCII.GetBytes("\0OLD_1\0OLD_2\0NEW_2\0unused\0used\0").CopyTo(file, Names);
        // A library with one version, and one with two: the version, the count, the name, where the versions begin, the next library.
        Need(file, Needs, count: 1, next: 32);
        Aux(file, Needs + 16, index: 2, name: 1, next: 0);
        Need(file, Needs + 32, count: 2, next: 0);
        Aux(file, Needs + 48, index: 3, name: 7, next: 16);
        Aux(file, Needs + 64, index: 4, name: 13, next: 0);
        Put(file, Versions, (ushort)0, (ushort)4, (ushort)3);
        Put(file, Symbols + 24, 19u);
        Put(file, Symbols + 48, 26u);
        Section(file, 1, 0x6ffffffe, Needs, 80, link: 2);
        Section(file, 2, 3, Names, 64, link: 0);
        Section(file, 3, 0x6fffffff, Versions, 6, link: 4);
        Section(file, 4, 11, Symbols, 72, link: 2);
        return file;
    }

    private static void Need(byte[] file, int at, ushort count, uint next)
    {
        Put(file, at, (ushort)1, count);
        Put(file, at + 4, 1u);
        Put(file, at + 8, 16u);
        Put(file, at + 12, next);
    }

    private static void Aux(byte[] file, int at, ushort index, uint name, uint next)
    {
        Put(file, at + 4, (ushort)0, index);
        Put(file, at + 8, name);
        Put(file, at + 12, next);
    }

    private static void Section(byte[] file, int number, uint type, int offset, int size, uint link)
    {
        int at = Headers + 64 * number;
        Put(file, at + 4, type);
        Put(file, at + 24, (ulong)offset);
        Put(file, at + 32, (ulong)size);
        Put(file, at + 40, link);
    }

    private static void Put(byte[] file, int at, params ushort[] numbers)
    {
        foreach (ushort number in numbers)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), number);
            at += 2;
        }
    }

    private static void Put(byte[] file, int at, uint number) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), number);

    private static void Put(byte[] file, int at, ulong number) => BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(at), number);
}
