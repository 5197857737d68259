using System.Text;

namespace Awsnet.Components.Tests;

/// <summary>A program with TorchSharp alone, with the package and without it.</summary>
[Collection(PackedFamilyCollection.Name)]
public sealed class LinuxCompatTests(PackedFamily family)
{
    private const string Needed = "GLIBCXX_3.4.32";

    [Fact]
    public void With_the_package_TorchSharp_loads() => Run("OneTensor").OutputOrThrow().Trim().Should().Be("3");

    [Fact]
    public void Without_it_TorchSharp_loads_where_the_standard_library_is_new_enough()
    {
        var run = Run("OneTensorWithoutLinuxCompat");
        if (!OperatingSystem.IsLinux() || StandardLibraryHas(Needed))
        {
            run.OutputOrThrow().Trim().Should().Be("3");
            return;
        }
        run.ExitCode.Should().NotBe(0);
        run.Error.Should().Contain("The type initializer for 'TorchSharp.torch' threw an exception")
            .And.Contain("Failed to load native component LibTorchSharp");
    }

    /// <summary>
    /// Runs a program where TorchSharp finds no package cache: after a failure it would put all native libraries together from there.
    /// </summary>
    private ProgramRun Run(string name) =>
        family.Consumers.Try(name, "net10.0", start => start.Environment["NUGET_PACKAGES"] = family.Path("no packages"));

    /// <summary>Whether the C++ library that .NET itself runs on defines a version.</summary>
    private static bool StandardLibraryHas(string version)
    {
        string path = File.ReadLines("/proc/self/maps").First(line => line.Contains("/libstdc++.so.6", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1];
        return File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.ASCII.GetBytes($"{version}\0")) >= 0;
    }
}
