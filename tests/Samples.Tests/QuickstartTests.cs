using System.Text.RegularExpressions;

namespace Awsnet.Components.Tests;

public sealed class QuickstartTests
{
    [Fact]
    public void It_finds_lesions_and_says_the_weights()
    {
        var (code, output, error) = SampleProgram.Run("quickstart");
        code.Should().Be(0, error);
        var said = Regex.Match(output, @"^Dice on 12 validation images: (\d\.\d{3}), with the weights stride 4 .+ stride 1 ", RegexOptions.Multiline);
        said.Success.Should().BeTrue(output);
        Regex.Matches(output, @"^epoch \d+: loss \d\.\d{3}, Dice \d\.\d{3}", RegexOptions.Multiline).Should().HaveCount(24);
        // An image that is all lesion, or none, scores below 0.2.
        double.Parse(said.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture).Should().BeGreaterThan(0.45);
    }
}
