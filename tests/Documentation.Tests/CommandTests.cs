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
        Commands(Repository.Page(name)).Select(command => (Problem: Checker.Problem(command.Text), command.Text, command.Line)).Where(found => found.Problem is not null)
            .Select(found => $"{name}:{found.Line}: {found.Problem}, in: {found.Text}").Should().BeEmpty();

    [Fact]
    public void There_are_commands() => Repository.Pages.SelectMany(Commands).Count(command => command.Text.StartsWith("myops ", StringComparison.Ordinal)).Should().BeGreaterThan(15);

    [Theory]
    [InlineData("myops tran --data X", "no command 'tran'")]
    [InlineData("myops train --date X", "no option --date")]
    [InlineData("myops train --out RUN --preset fast", "not 'fast'")]
    [InlineData("dotnet run -c Release --project samples/Myops -- train --epochs 3", "no option --epochs")]
    [InlineData("dotnet run -c Release --project samples/Nothing", "no project samples/Nothing")]
    [InlineData("dotnet pack Awsnet.sln -c Release -o artifacts/packages", "no project Awsnet.sln")]
    [InlineData("busi --data BUSI --auto-epoch 3", "no option --auto-epoch")]
    [InlineData("dotnet test -c Release tests/Documentation.Tests --filter Nobody", "no test of")]
    [InlineData("AWSNET_TEST_FULL=1 dotnet test tests/Documentation.Tests --filter Nobody", "no test of")]
    [InlineData("… --filter Nobody", "no test of")]
    [InlineData("myops phantom --out DIR --layout myops|acdcs", "not 'myops|acdcs'")]
    [InlineData("benchmarks/compare/run train-step-fp23", "knows no 'train-step-fp23'")]
    [InlineData("./tset --full", "there is no ./tset")]
    public void A_wrong_command_is_found(string line, string problem) => Checker.Problem(line).Should().Contain(problem);

    [Theory]
    [InlineData("myops train --data DATA --out RUN --preset quick")]
    [InlineData("myops train … --preset tiny")]
    [InlineData("myops predict --run RUN --data DATA --out OUT && myops evaluate --truth DATA --pred OUT --nonsense-of-another-command-is-not-read")]
    [InlineData("dotnet run -c Release --project samples/Busi -- --data BUSI --epochs 40")]
    [InlineData("dotnet test -c Release tests/Documentation.Tests --filter CommandTests")]
    [InlineData("dotnet pack Awsnet.Components.sln -c Release -o artifacts/packages")]
    [InlineData("benchmarks/compare/run train-step-fp32 --pairs 5")]
    [InlineData("myops phantom --out DIR --layout myops|acdc")]
    [InlineData("./demo")]
    [InlineData("python3 anything --goes")]
    public void A_right_command_is_left_alone(string line) => Checker.Problem(line).Should().BeNull();

    private static IEnumerable<(string Text, int Line)> Commands(MarkdownPage page) =>
        page.Blocks.Where(block => block.Language is "" or "bash" or "sh" or "console" or "shell").SelectMany(block => block.Code.Split('\n').Select((line, index) => (line.Trim().TrimStart('$').Trim(), block.Line + index)))
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

    private static string Sources(string folder) => Directory.Exists(Path.Combine(Repository.Root, folder)) ? string.Concat(Repository.Files("*.cs", folder).Select(File.ReadAllText)) : "";
}
