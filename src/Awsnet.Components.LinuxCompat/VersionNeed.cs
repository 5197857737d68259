namespace Awsnet.Components;

/// <summary>One version of another library that an ELF library needs.</summary>
internal readonly struct VersionNeed
{
    private const int Size = 16;

    private VersionNeed(Bytes section, ulong at, Bytes names)
    {
        FlagsPlace = section.Place(at + 4, 2);
        Flags = section.UInt16(at + 4);
        Index = section.UInt16(at + 6);
        Name = names.Text(section.UInt32(at + 8));
    }

    /// <summary>The version, such as GLIBCXX_3.4.32.</summary>
    public string Name { get; }

    /// <summary>The number that the table of symbol versions has for it.</summary>
    public ushort Index { get; }

    public ushort Flags { get; }

    /// <summary>Where in the file the flags are.</summary>
    public int FlagsPlace { get; }

    /// <summary>All entries of a section of version needs: a chain of libraries, each with a chain of versions.</summary>
    public static IEnumerable<VersionNeed> All(Bytes section, Bytes names)
    {
        ulong library = 0, step;
        do
        {
            ulong entry = library + section.UInt32(library + 8);
            for (int left = section.UInt16(library + 2); left > 0; left--)
            {
                yield return new VersionNeed(section, entry, names);
                step = Step(section, entry + 12);
                if (step == 0)
                    break;
                entry += step;
            }
            step = Step(section, library + 12);
            library += step;
        }
        while (step != 0);
    }

    /// <summary>How far the next link of a chain is; 0 at its end.</summary>
    private static ulong Step(Bytes section, ulong at)
    {
        uint step = section.UInt32(at);
        return step is 0 or >= Size ? step : throw new InvalidElfException("its version needs overlap.");
    }
}
