namespace Awsnet.Components.Tests;

/// <summary>
/// Builds of a program: on Linux they take the patched copy, elsewhere the package's file, and never change the package cache.
/// </summary>
public sealed class BuildTests : IDisposable
{
    private static readonly byte[] Original = Restored.Library();
    private static readonly byte[] Expected = PatchedHere();

    private readonly TinyProgram program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public void The_output_is_patched_once_and_cleaned_and_the_cache_stays_as_it_is()
    {
        // Without the package the output is a hard link to the cache; a build that copies must not write through it.
        program.Build(compat: false, hardLinks: true);
        Check(program.Built, Original);
        foreach (bool hardLinks in new[] { false, true })
        {
            program.Build(compat: true, hardLinks);
            Check(program.Built, Expected);
        }
        var patched = program.Patched;
        patched.HasValue.Should().Be(OperatingSystem.IsLinux());

        program.Build(compat: true, hardLinks: true);
        program.Patched.Should().Be(patched, "nothing has changed since");
        program.Rebuild();
        Check(program.Built, Expected);
        program.Clean();
        program.Patched.Should().BeNull();
    }

    [Fact]
    public void What_is_published_for_a_platform_is_patched()
    {
        program.Publish();
        Check(program.Published, Expected);
    }

    [Fact]
    public void A_file_that_is_not_as_expected_is_taken_as_it_is_with_a_warning()
    {
        program.Build(compat: false, hardLinks: false);
        program.Cached = [1, 2, 3];
        string output = program.Build(compat: true, hardLinks: false);
        program.Built.Should().Equal(1, 2, 3);
        output.Contains("warning : ", StringComparison.Ordinal).Should().Be(OperatingSystem.IsLinux());
        output.Contains("libLibTorchSharp.so is left as it is: it is no ELF file.", StringComparison.Ordinal).Should()
            .Be(OperatingSystem.IsLinux());
    }

    private void Check(byte[] library, byte[] expected)
    {
        library.AsSpan().SequenceEqual(expected).Should().BeTrue();
        program.Cached.AsSpan().SequenceEqual(Original).Should().BeTrue("the package cache is not to be changed");
    }

    private static byte[] PatchedHere()
    {
        byte[] library = Restored.Library();
        if (OperatingSystem.IsLinux())
            Weakening.Of(library, "GLIBCXX_3.4.32", "_ZSt21ios_base_library_initv").Outcome.Should().Be(WeakeningOutcome.Weakened);
        return library;
    }
}
