using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Awsnet.Components.Tests;

public sealed class QuickstartTests
{
    [Fact]
    public void It_finds_lesions_and_says_the_weights()
    {
        var (code, output, error) = SampleProgram.Run("quickstart");
        code.Should().Be(0, error);
        var said = Regex.Match(output, @"^Dice on 12 validation images: (\d\.\d{3}), with the weights stride 4 .+ stride 1 ");
        said.Success.Should().BeTrue(output);
        // An image that is all lesion, or none, scores below 0.2.
        double.Parse(said.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture).Should().BeGreaterThan(0.45);
    }

    [Fact]
    public void The_README_shows_it_as_it_is()
    {
        string root = Root();
        File.ReadAllText(Path.Combine(root, "README.md")).Should().Contain(File.ReadAllText(Path.Combine(root, "samples", "Quickstart", "Program.cs")).TrimEnd());
    }

    private static string Root([CallerFilePath] string caller = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "..", ".."));
}
