namespace Awsnet.Components.Tests;

/// <summary>Alone: the current folder is one for the whole process.</summary>
[Collection(Name)]
public sealed class NiftiCurrentFolderTests
{
    private const string Name = "Current folder";

    [CollectionDefinition(Name, DisableParallelization = true)]
    public sealed class Alone;

    [Theory]
    [InlineData("a.nii")]
    [InlineData("a.nii.gz")]
    public void Voxels_are_read_from_the_file_that_was_opened_after_the_current_folder_changed(string name)
    {
        using var folder = new TemporaryFolder();
        // 3 MB, which several threads read at once.
        byte[] voxels = [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 7))];
        NiftiImage.Create([3_000_000], [1], voxels).Write(folder[$"first/{name}"]);
        NiftiImage.Create([3_000_000], [1], new byte[3_000_000]).Write(folder[$"second/{name}"]);
        string before = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = folder["first"];
            NiftiImage image = NiftiImage.Read(name);
            Environment.CurrentDirectory = folder["second"];

            image.ReadStored<byte>().AsSpan().SequenceEqual(voxels).Should().BeTrue();
            image.ReadFloat32(2_999_999, new float[1]);
            File.WriteAllBytes(folder[$"first/{name}"], [1]);
            FluentActions.Invoking(() => image.ReadStored<byte>()).Should().Throw<InvalidImageFileException>()
                .WithMessage($"{name}: *", "messages have the name that was given");
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }
}
