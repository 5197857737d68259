namespace Awsnet.Components.Tests;

public sealed class ExitCodesTests
{
    [Theory]
    [InlineData(0, false, null)]
    [InlineData(3, false, "it ended with code 3; it last said: Bye")]
    [InlineData(130, false, "it died by signal 2; it last said: Bye")]
    [InlineData(139, true, "it died by signal 11; it last said: Bye")]
    // Windows: an access violation (0xC0000005), ended by another process, Ctrl-C (0xC000013A).
    [InlineData(-1073741819, true, "it crashed (0xC0000005); it last said: Bye")]
    [InlineData(-1, true, "it crashed (0xFFFFFFFF); it last said: Bye")]
    [InlineData(-1073741510, false, "it crashed (0xC000013A); it last said: Bye")]
    public void A_crash_is_told_from_an_end_of_its_own_on_every_system(int code, bool isMachineFault, string? said)
    {
        ExitCodes.IsMachineFault(code).Should().Be(isMachineFault);
        ExitCodes.Explain(code, "Bye.").Should().Be(said);
    }
}
