namespace Awsnet.Components;

/// <summary>Marks the need for one symbol version as weak in an ELF library, and the dynamic loader accepts its absence.</summary>
/// <remarks>One flag is set; nothing else changes, and the file keeps its length.</remarks>
internal readonly struct Weakening
{
    private const uint VersionNeeds = 0x6ffffffe, SymbolVersions = 0x6fffffff;
    private const int WeakFlag = 2, IndexMask = 0x7fff, SymbolSize = 24;

    private Weakening(WeakeningOutcome outcome, string reason) => (Outcome, Reason) = (outcome, reason);

    public WeakeningOutcome Outcome { get; }

    /// <summary>Why nothing changed; empty where something did.</summary>
    public string Reason { get; }

    /// <summary>Changes a library in memory, or leaves it alone and says why.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="version">The version to do without.</param>
    /// <param name="unusedSymbol">The one symbol that may be asked for in this version; any other would be missed when it is
    /// called.</param>
    public static Weakening Of(byte[] file, string version, string unusedSymbol)
    {
        try
        {
            var image = new ElfImage(file);
            if (image.Find(VersionNeeds) is not { } section)
                return new Weakening(WeakeningOutcome.Unexpected, "it has no section of version needs.");
            var needs = VersionNeed.All(image.Content(section), image.Content(image.Linked(section))).Where(need => need.Name == version)
                .ToList();
            if (needs.Count == 0)
                return new Weakening(WeakeningOutcome.NothingToDo, $"it does not need {version}.");
            if (needs.TrueForAll(need => (need.Flags & WeakFlag) != 0))
                return new Weakening(WeakeningOutcome.NothingToDo, $"its need for {version} is weak already.");
            foreach (var need in needs)
            {
                if (Symbol(image, need.Index, unusedSymbol) is { } other)
                    return new Weakening(WeakeningOutcome.Unexpected, $"it needs {version} for {other}, too.");
            }
            foreach (var need in needs)
                file[need.FlagsPlace] |= WeakFlag;
            return new Weakening(WeakeningOutcome.Weakened, "");
        }
        catch (InvalidElfException problem)
        {
            return new Weakening(WeakeningOutcome.Unexpected, problem.Message);
        }
    }

    /// <summary>
    /// A symbol of a version, other than one; null if there is none. The table of versions has a number for each dynamic symbol.
    /// </summary>
    private static string? Symbol(ElfImage image, ushort index, string except)
    {
        if (image.Find(SymbolVersions) is not { } section)
            throw new InvalidElfException("it has no table of symbol versions.");
        var dynamicSymbols = image.Linked(section);
        Bytes versions = image.Content(section), symbols = image.Content(dynamicSymbols),
            names = image.Content(image.Linked(dynamicSymbols));
        for (ulong i = 0; i < (ulong)versions.Length / 2; i++)
        {
            if ((versions.UInt16(2 * i) & IndexMask) == index && names.Text(symbols.UInt32(SymbolSize * i)) is var name && name != except)
                return name;
        }
        return null;
    }
}
