namespace Awsnet.Components.Tests;

public sealed class WeakeningTests
{
    private const string Version = "GLIBCXX_3.4.32", Symbol = "_ZSt21ios_base_library_initv";

    [Fact]
    public void TorchSharps_library_changes_in_one_bit_alone()
    {
        byte[] original = Restored.Library(), changed = Restored.Library();
        Weakening.Of(changed, Version, Symbol).Outcome.Should().Be(WeakeningOutcome.Weakened);
        int[] places = Differences(original, changed);
        places.Should().ContainSingle();
        original[places[0]].Should().Be(0);
        changed[places[0]].Should().Be(2);
        // The entry begins with the hash of its version's name, four bytes before the flags.
        BitConverter.ToUInt32(original, places[0] - 4).Should().Be(ElfHash(Version));
        Weakening.Of(changed, Version, Symbol).Outcome.Should().Be(WeakeningOutcome.NothingToDo);
    }

    [Fact]
    public void A_version_that_it_uses_stays_as_it_is()
    {
        byte[] library = Restored.Library();
        var weakening = Weakening.Of(library, "GLIBCXX_3.4.11", Symbol);
        weakening.Outcome.Should().Be(WeakeningOutcome.Unexpected);
        weakening.Reason.Should().StartWith("it needs GLIBCXX_3.4.11 for _Z");
        library.Should().Equal(Restored.Library());
    }

    [Fact]
    public void The_entry_is_found_in_the_chains()
    {
        byte[] file = SmallElf.Make();
        Weakening.Of(file, SmallElf.Version, SmallElf.Symbol).Outcome.Should().Be(WeakeningOutcome.Weakened);
        Differences(SmallElf.Make(), file).Should().Equal(SmallElf.Flags);
        file[SmallElf.Flags].Should().Be(2);
    }

    [Fact]
    public void Other_flags_stay()
    {
        byte[] file = SmallElf.Make();
        file[SmallElf.Flags] = 1;
        Weakening.Of(file, SmallElf.Version, SmallElf.Symbol).Outcome.Should().Be(WeakeningOutcome.Weakened);
        file[SmallElf.Flags].Should().Be(3);
    }

    [Fact]
    public void What_does_not_need_the_version_or_weakly_is_left_alone()
    {
        byte[] file = SmallElf.Make();
        Check(file, "NEW_3", WeakeningOutcome.NothingToDo, "it does not need NEW_3.");
        file[SmallElf.Flags] = 2;
        Check(file, SmallElf.Version, WeakeningOutcome.NothingToDo, "its need for NEW_2 is weak already.");
    }

    [Fact]
    public void What_needs_the_version_for_another_symbol_is_left_alone()
    {
        byte[] file = SmallElf.Make();
        file[SmallElf.SecondSymbol] = 4;
        Check(file, SmallElf.Version, WeakeningOutcome.Unexpected, "it needs NEW_2 for used, too.");
    }

    [Theory]
    [InlineData(0, 0x7e, "it is no ELF file.")]
    [InlineData(4, 1, "it is no 64-bit little-endian ELF file.")]
    [InlineData(5, 2, "it is no 64-bit little-endian ELF file.")]
    [InlineData(0x3c, 0, "it has no table of sections.")]
    [InlineData(0x3a, 63, "it has no table of sections.")]
    [InlineData(0x2f, 0xff, "it ends before")]
    [InlineData(286 + 64 + 4, 0, "it has no section of version needs.")]
    [InlineData(286 + 64 + 40, 9, "it has 5 sections and refers to number 9.")]
    [InlineData(286 + 3 * 64 + 4, 0, "it has no table of symbol versions.")]
    [InlineData(64 + 12, 8, "its version needs overlap.")]
    [InlineData(64 + 48 + 12, 4, "its version needs overlap.")]
    [InlineData(64 + 48 + 9, 0xff, "it ends before")]
    public void What_is_not_as_expected_is_left_alone_and_says_why(int place, byte value, string reason)
    {
        byte[] file = SmallElf.Make();
        file[place] = value;
        Check(file, SmallElf.Version, WeakeningOutcome.Unexpected, reason);
    }

    [Fact]
    public void A_name_without_an_end_is_refused()
    {
        byte[] file = SmallElf.Make();
        file[286 + 2 * 64 + 32] = 10;   // The names end within the second.
        Check(file, SmallElf.Version, WeakeningOutcome.Unexpected, "a name in it has no end.");
    }

    [Fact]
    public void Every_truncation_is_left_alone()
    {
        byte[] whole = SmallElf.Make();
        for (int length = 0; length < whole.Length; length++)
            Check(whole[..length], SmallElf.Version, WeakeningOutcome.Unexpected, "it ");
    }

    [Fact]
    public void No_broken_byte_or_number_makes_it_throw_or_change_more_than_the_flag()
    {
        byte[] whole = SmallElf.Make();
        for (int place = 0; place < whole.Length; place++)
        {
            foreach (byte value in new byte[] { 0, 1, 0x10, 0x7f, 0x80, 0xff })
            {
                byte[] broken = [.. whole];
                broken[place] = value;
                byte[] changed = [.. broken];
                var weakening = Weakening.Of(changed, SmallElf.Version, SmallElf.Symbol);
                Differences(broken, changed).Length.Should()
                    .Be(weakening.Outcome == WeakeningOutcome.Weakened ? 1 : 0, "byte {0} was {1}", place, value);
            }
        }
    }

    private static void Check(byte[] file, string version, WeakeningOutcome outcome, string reason)
    {
        byte[] before = [.. file];
        var weakening = Weakening.Of(file, version, SmallElf.Symbol);
        weakening.Outcome.Should().Be(outcome);
        weakening.Reason.Should().StartWith(reason).And.EndWith(".");
        file.Should().Equal(before);
    }

    private static int[] Differences(byte[] one, byte[] other) =>
        [.. Enumerable.Range(0, one.Length).Where(place => one[place] != other[place])];

    /// <summary>The hash of the System V ABI.</summary>
    private static uint ElfHash(string name)
    {
        uint hash = 0;
        foreach (char letter in name)
        {
            hash = (hash << 4) + letter;
            uint high = hash & 0xf0000000;
            hash = (hash ^ high >> 24) & ~high;
        }
        return hash;
    }
}
