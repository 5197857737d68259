namespace Awsnet.Components.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory, InlineData(false), InlineData(true)]
    public void Of_a_link_what_it_points_to_is_written(bool exists)
    {
        if (OperatingSystem.IsWindows())
            return; // which lets administrators alone make links
        if (exists)
            File.WriteAllText(folder["far/real.txt"], "old");
        File.CreateSymbolicLink(folder["middle.txt"], folder["far/real.txt"]);
        File.CreateSymbolicLink(folder["link.txt"], "middle.txt");

        AtomicFile.WriteText(folder["link.txt"], "new");

        File.ReadAllText(folder["far/real.txt"]).Should().Be("new");
        new FileInfo(folder["link.txt"]).LinkTarget.Should().Be("middle.txt");
        Directory.GetFiles(folder["far"]).Should().ContainSingle();
    }

    [Fact]
    public void A_link_to_itself_is_an_error()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.CreateSymbolicLink(folder["link.txt"], "link.txt");

        FluentActions.Invoking(() => AtomicFile.WriteText(folder["link.txt"], "new")).Should().Throw<IOException>();
    }

    [Fact]
    public void A_file_that_is_replaced_keeps_its_permissions()
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupWrite;
        File.WriteAllText(folder["a.txt"], "old");
        File.SetUnixFileMode(folder["a.txt"], Mode);

        AtomicFile.WriteText(folder["a.txt"], "new");

        File.ReadAllText(folder["a.txt"]).Should().Be("new");
        File.GetUnixFileMode(folder["a.txt"]).Should().Be(Mode);
    }
}
