using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

/// <summary>Every C# block of the documents: it stands in a test or sample that is compiled and run, or it is compiled and run here, and prints what the document says.</summary>
public sealed class ExampleTests
{
    /// <summary>Fragments, which need code that the reader does not see, are to stay few.</summary>
    private const int FragmentsAllowed = 4;

    private static readonly CodeBlock[] Examples = [.. Repository.Pages.SelectMany(page => page.Blocks).Where(block => block.Language == "csharp")];

    public static TheoryData<string> Places => new(Examples.Where(block => !CompiledSources.Have(block.Code)).Select(block => block.Place));

    [Theory]
    [MemberData(nameof(Places))]
    public void It_compiles_runs_and_prints_what_the_document_says(string place) => Check(Examples.Single(block => block.Place == place));

    [Fact]
    public void Packages_show_examples_that_their_tests_run()
    {
        CodeBlock[] shown = [.. Examples.Where(block => block.Page.Name.StartsWith("src/", StringComparison.Ordinal))];
        shown.Where(block => !CompiledSources.Have(block.Code)).Select(block => block.Place).Should().BeEmpty("a package's README is tested by the package's own tests");
        shown.Select(block => block.Page.Name).Distinct().Should().BeEquivalentTo(Repository.Libraries.Select(package => $"src/{package}/README.md"));
    }

    [Fact]
    public void Fragments_are_few() => Examples.Count(block => block.Given.Length > 0).Should().BeLessThanOrEqualTo(FragmentsAllowed);

    [Fact]
    public void C_sharp_is_called_so() =>
        Repository.Pages.SelectMany(page => page.Blocks).Where(block => block.Language is "cs" or "c#" or "C#").Select(block => block.Place).Should().BeEmpty("blocks of other names are not tested");

    [Theory]
    [InlineData("```csharp\nint x = \"a\";\nConsole.WriteLine(x);\n```", "does not compile*CS0029*")]
    [InlineData("```csharp\nint x = 1;\n```", "does not compile*CS0219*")]
    [InlineData("```csharp\nConsole.WriteLine(1);\n```\n\n```text\n2\n```", "*2*")]
    [InlineData("```csharp\nthrow new InvalidOperationException(\"stopped here\");\n```", "stopped here")]
    [InlineData("<!-- given: int y = 1; -->\n\n```csharp\nConsole.WriteLine(y);\n```\n```text\n2\n```", "*2*")]
    public void A_wrong_example_is_found(string text, string message)
    {
        var check = () => Check(MarkdownPage.Parse("bad.md", text).Blocks[0]);
        check.Should().Throw<Exception>().WithMessage("*" + message);
    }

    [Fact]
    public void A_right_example_passes() => Check(MarkdownPage.Parse("good.md", "<!-- given:\nusing System.Text;\nint y = 1; -->\n\n```csharp\nConsole.WriteLine(new StringBuilder().Append(y));\n```\nIt prints\n\n```text\n2\n```").Blocks[0]);

    [Fact]
    public void Code_is_recognised_whatever_its_indentation()
    {
        string[] sources = ["\n" + CompiledSources.Flush("class A\n{\n    int x;\n\n    int y;\n}") + "\n"];
        CompiledSources.Have("int x;\n\nint y;", sources).Should().BeTrue();
        CompiledSources.Have("int x;\nint y;", sources).Should().BeFalse();
        CompiledSources.Have("int x", sources).Should().BeFalse();
        CompiledSources.Have("", sources).Should().BeFalse();
    }

    private static void Check(CodeBlock block)
    {
        using var folder = new TemporaryFolder();
        string said = ExampleProgram.Run(ExampleProgram.Compile(ExampleProgram.Complete(block.Given, block.Code), block.Place), folder.Path);
        if (block.Output is not { } promised)
            return;
        if (Environment.GetEnvironmentVariable("AWSNET_WRITE_OUTPUTS") == "1" && File.Exists(block.Page.FullPath))
            WriteOutput(block, Lines(said));
        else
            Lines(said).Should().Be(Lines(promised), $"{block.Place} says that it prints so");
    }

    /// <summary>Puts what was printed in the place of what the document says; a person reads it before it is committed.</summary>
    private static void WriteOutput(CodeBlock block, string said)
    {
        string text = File.ReadAllText(block.Page.FullPath);
        int code = text.IndexOf(block.Code + "\n```", StringComparison.Ordinal) + block.Code.Length;
        int start = text.IndexOf("```text\n", code, StringComparison.Ordinal) + "```text\n".Length, end = text.IndexOf("\n```", start - 1, StringComparison.Ordinal);
        File.WriteAllText(block.Page.FullPath, text[..start] + said + text[end..]);
    }

    private static string Lines(string text) => string.Join('\n', text.Trim().Split('\n').Select(line => line.TrimEnd()));
}
