using Awsnet.Components.Myops;

namespace Awsnet.Components.Tests;

/// <summary>Every command line that the documents show, in blocks and between backticks.</summary>
public sealed class CommandTests
{
    private static readonly Dictionary<string, string> Helps = [];
    private static readonly CommandChecker Checker = new(Exists, Help, Sources);

    public static TheoryData<string> Names => new(Repository.Pages.Select(page => page.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_command_is_one_that_the_programs_take(string name) =>
        Commands(Repository.Page(name)).Select(command => (Problem: Checker.Problem(command.Text), command.Text, command.Line))
            .Where(found => found.Problem is not null)
            .Select(found => $"{name}:{found.Line}: {found.Problem}, in: {found.Text}").Should().BeEmpty();

    [Theory]
    [InlineData("myops dance")]
    [InlineData("myops train --no-such")]
    [InlineData("./no-such")]
    [InlineData("dotnet run --project samples/None")]
    public void A_wrong_command_is_found(string command) => Checker.Problem(command).Should().NotBeNull();

    private static IEnumerable<(string Text, int Line)> Commands(MarkdownPage page) =>
        page.Blocks.Where(block => block.Language is "" or "bash" or "sh" or "console" or "shell")
            .SelectMany(block => block.Code.Split('\n').Select((line, index) => (line.Trim().TrimStart('$').Trim(), block.Line + index)))
            .Concat(page.CodeSpans);

    private static bool Exists(string path) => Path.Exists(Path.Combine(Repository.Root, path));

    private static string Help(string command)
    {
        if (Helps.TryGetValue(command, out string? known))
            return known;
        using StringWriter output = new(), error = new();
        string[] arguments = command.Length == 0 ? ["--help"] : [command, "--help"];
        MyopsApp.RunAsync(arguments, new AppConsole(output, error)).GetAwaiter().GetResult().Should().Be(0, error.ToString());
        return Helps[command] = output.ToString();
    }

    private static string Sources(string folder) => Directory.Exists(Path.Combine(Repository.Root, folder))
        ? string.Concat(Repository.Files("*.cs", folder).Select(File.ReadAllText)) : "";
}
