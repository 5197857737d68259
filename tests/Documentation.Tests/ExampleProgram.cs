using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Awsnet.Components.Tests;

/// <summary>C# blocks of a document that make a console program. A block that begins with <c>using</c>, or has a comment
/// <c>&lt;!-- given: … --&gt;</c> with C# before it, begins a program; a block without continues the one before.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Parts">What is given, and the blocks.</param>
/// <param name="Output">What the document says that it prints: blocks of language <c>text</c> right behind; empty for nothing.</param>
/// <param name="Usings">What its reader is taken to have in the project.</param>
internal sealed record ExampleProgram(string Place, IReadOnlyList<string> Parts, string Output, string Usings)
{
    private const string Sdk = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;

        """;

    /// <summary>READMEs show no usings; the guides show them all.</summary>
    private const string Packages = """
        global using System.Collections.Immutable;
        global using System.Text.Json.Nodes;
        global using Awsnet.Components;
        global using TorchSharp;
        global using TorchSharp.Modules;
        global using static TorchSharp.torch;
        global using static TorchSharp.torch.nn.functional;
        """;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => path.EndsWith(".dll", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path))];

    public static IReadOnlyList<ExampleProgram> Of(MarkdownPage page)
    {
        List<ExampleProgram> programs = [];
        foreach (CodeBlock block in page.Blocks.Where(block => block.Language == "csharp"))
        {
            bool begins = block.Given.Length > 0 || Regex.IsMatch(block.Code, @"^using (?!var)");
            if (programs.Count == 0 || begins)
                programs.Add(new(block.Place, [block.Given], "", page.Name.EndsWith("README.md", StringComparison.Ordinal)
                    ? Sdk + Packages : Sdk));
            programs[^1] = programs[^1] with { Parts = [.. programs[^1].Parts, block.Code], Output = programs[^1].Output + block.Output };
        }
        return programs;
    }

    /// <summary>Compiles as a console program; warnings are errors here as everywhere.</summary>
    /// <exception cref="InvalidOperationException">It does not compile; says what the compiler says.</exception>
    public Assembly Compile()
    {
        var options = new CSharpCompilationOptions(
            OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable);
        string code = InOrder();
        SyntaxTree[] trees = [CSharpSyntaxTree.ParseText(Usings, Language), CSharpSyntaxTree.ParseText(code, Language)];
        var compilation = CSharpCompilation.Create("Example" + Guid.NewGuid().ToString("N"), trees, References, options);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        // CS1701: an assembly that asks for another version of a framework assembly gets the newer one, as it would in a project.
        string[] faults = [.. result.Diagnostics.Where(one => one.Severity >= DiagnosticSeverity.Warning && one.Id != "CS1701")
            .Select(one => one.ToString())];
        return result.Success && faults.Length == 0
            ? Assembly.Load(image.ToArray())
            : throw new InvalidOperationException($"{Place} does not compile:\n{string.Join('\n', faults)}\n{code}");
    }

    /// <summary>Runs it in a folder of its own and gives what it printed.</summary>
    public static string Run(Assembly program, string folder)
    {
        TextWriter console = Console.Out;
        string before = Environment.CurrentDirectory;
        using var said = new StringWriter { NewLine = "\n" };
        Console.SetOut(said);
        Environment.CurrentDirectory = folder;
        try
        {
            MethodInfo entry = program.EntryPoint!;
            object[]? arguments = entry.GetParameters().Length == 0 ? null : [Array.Empty<string>()];
            entry.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }
        finally
        {
            Environment.CurrentDirectory = before;
            Console.SetOut(console);
        }
        return said.ToString();
    }

    /// <summary>Usings, then statements, then types, as the language wants.</summary>
    private string InOrder()
    {
        var roots = Parts.Select(part => CSharpSyntaxTree.ParseText(part + "\n", Language).GetCompilationUnitRoot()).ToArray();
        var members = roots.SelectMany(root => root.Members).OrderBy(member => member is not GlobalStatementSyntax);
        return string.Concat(roots.SelectMany(root => root.Usings).Concat<SyntaxNode>(members).Select(node => node.ToFullString()));
    }
}
