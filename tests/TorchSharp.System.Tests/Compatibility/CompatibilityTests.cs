using System.Runtime.CompilerServices;

namespace TorchSharp.Compatibility;

/// <summary>
/// Every public member of this layer is one of TorchSharp's, so that code written against it compiles against the package.
/// <c>torchsharp-api.txt</c> here holds the signatures in use, out of those that TorchSharp 0.105.2 and 0.107.0 share. To add
/// some, set <c>TORCHSHARP_API</c> to a file of all of them in the same notation and run this test: it rewrites the extract.
/// </summary>
public sealed class CompatibilityTests
{
    [Fact]
    public void Every_public_member_is_one_of_TorchSharps()
    {
        string? full = Environment.GetEnvironmentVariable("TORCHSHARP_API");
        Comparison comparison = new(typeof(torch).Assembly, new ApiList(full ?? Extract));
        if (full is not null)
            File.WriteAllLines(Path.Combine(SourceFolder(), "torchsharp-api.txt"), ["# The public signatures of TorchSharp (0.105.2 and 0.107.0) that src/TorchSharp.System has.", .. comparison.Used]);

        // One text, so that a failure names them all.
        string.Join('\n', comparison.Foreign).Should().BeEmpty("TorchSharp has no such members");
    }

    [Fact]
    public void The_guard_sees_a_member_that_TorchSharp_has_not()
    {
        Comparison comparison = new(typeof(CompatibilityTests).Assembly, new ApiList(Extract));

        comparison.Foreign.Should().Contain("sealed class CompatibilityTests [TorchSharp.Compatibility]");
    }

    private static string Extract => Path.Combine(AppContext.BaseDirectory, "Compatibility", "torchsharp-api.txt");

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
