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

        // Sixteen processes more, which a busy machine is spared in the quick form.
        if (!Effort.Full)
            return;
        var (processesCode, processesOutput, processesError) = SampleProgram.Run("quickstart", "--workers", "2");
        processesCode.Should().Be(0, processesError);
        processesOutput.Should().Be(output);
    }

    [Fact]
    public void It_is_forty_lines_of_code()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Awsnet.Components.sln")))
            folder = folder.Parent;
        File.ReadLines(Path.Combine(folder.FullName, "samples", "Quickstart", "Program.cs")).Select(line => line.Trim())
            .Count(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)).Should().BeLessThanOrEqualTo(40);
    }
}
