namespace Awsnet.Components.Myops.Tests;

public sealed class StagedFolderTests : IDisposable
{
    private const string Guid = "0123456789abcdef0123456789abcdef";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_a_killed_process_left_is_removed_and_what_is_in_use_or_of_another_folder_stays()
    {
        // As a kill leaves them: the lock's file, which nobody holds, and the folder.
        Leave("a");
        Leave("a.b");
        using (var inUse = new StagedFolder(folder["a"]))
        {
            Left("a").Should().BeFalse();
            using (var next = new StagedFolder(folder["a"])) Directory.Exists(inUse.Path).Should().BeTrue();
            File.WriteAllText(Path.Combine(inUse.Path, "file"), "");
            inUse.Commit();
        }

        Left("a.b").Should().BeTrue();
        Directory.GetFileSystemEntries(folder["a"]).Should().Equal(folder["a/file"]);
        Directory.GetFileSystemEntries(folder.Path).Order(StringComparer.Ordinal).Should()
            .Equal(folder[$".a.b.{Guid}.lock"], folder[$".a.b.{Guid}.tmp"], folder["a"]);
    }

    [Theory, InlineData(".tmp"), InlineData(".lock"), InlineData("a.lock"), InlineData($".a.{Guid}.txt"), InlineData($".a.{Guid}x.tmp")]
    public void Files_of_like_names_are_not_taken_for_its_own(string name) => StagedFolder.IsPart(name).Should().BeFalse();

    [Fact]
    public void Where_nothing_can_be_written_beside_it_the_folder_is_named()
    {
        // The kernel lets nobody make a file here, whatever rights one has.
        if (!OperatingSystem.IsLinux()) return;
        FluentActions.Invoking(() => new StagedFolder("/sys/kernel/predictions")).Should().Throw<InputException>()
            .WithMessage("/sys/kernel: must not be written to*/sys/kernel/predictions*Change its permissions*");
    }

    private void Leave(string name)
    {
        File.WriteAllText(folder[$".{name}.{Guid}.lock"], "");
        File.WriteAllText(folder[$".{name}.{Guid}.tmp/file"], "");
    }

    private bool Left(string name) => Directory.Exists(folder[$".{name}.{Guid}.tmp"]) && File.Exists(folder[$".{name}.{Guid}.lock"]);
}
