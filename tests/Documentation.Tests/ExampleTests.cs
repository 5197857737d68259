using System.Reflection;

namespace Awsnet.Components.Tests;

/// <summary>Every C# block of the documents is compiled and run, and prints what the document says.</summary>
public sealed class ExampleTests
{
    private static readonly ExampleProgram[] Programs = [.. Repository.Pages.SelectMany(ExampleProgram.Of)];

    /// <summary>All are compiled at once, before the first is run.</summary>
    private static readonly Dictionary<string, (Assembly? Program, Exception? Error)> Compiled =
        Programs.AsParallel().Select(example => (example.Place, Result: Compile(example)))
            .ToDictionary(one => one.Place, one => one.Result);

    public static TheoryData<string> Places => new(Programs.Select(example => example.Place));

    [Theory]
    [MemberData(nameof(Places))]
    public void It_compiles_runs_and_prints_what_the_document_says(string place)
    {
        if (Compiled[place].Error is { } error) throw error;
        using var folder = new TemporaryFolder();
        string said = ExampleProgram.Run(Compiled[place].Program!, folder.Path);
        string promised = Programs.Single(example => example.Place == place).Output;
        if (promised.Length > 0) Lines(said).Should().Be(Lines(promised), "{0} says so", place);
    }

    [Fact]
    public void What_many_examples_print_is_compared() =>
        Programs.Count(example => example.Output.Length > 0).Should().BeGreaterThan(20);

    [Fact]
    public void Every_package_shows_an_example() =>
        Programs.Select(example => example.Place.Split(':')[0]).Should()
            .Contain(Repository.Libraries.Select(package => $"src/{package}/README.md")).And.Contain("README.md");

    private static (Assembly?, Exception?) Compile(ExampleProgram example)
    {
        try
        {
            return (example.Compile(), null);
        }
        catch (InvalidOperationException error)
        {
            return (null, error);
        }
    }

    private static string Lines(string text) => string.Join('\n', text.Trim().Split('\n').Select(line => line.TrimEnd()));
}
