using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Awsnet.Components.Tests;

/// <summary>A document's example as its reader meets it: a program of top-level statements with the usings that the SDK gives every console program.</summary>
internal static class ExampleProgram
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => path.EndsWith(".dll", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>Compiles as a console program; warnings are errors here as everywhere.</summary>
    /// <exception cref="InvalidOperationException">It does not compile; says what the compiler says.</exception>
    public static Assembly Compile(string code, string name)
    {
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, allowUnsafe: false, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create("Example" + Guid.NewGuid().ToString("N"), [CSharpSyntaxTree.ParseText(ImplicitUsings, Language), CSharpSyntaxTree.ParseText(code, Language)], References, options);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        // CS1701: an assembly that asks for another version of a framework assembly gets the newer one, as it would in a project.
        string[] faults = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id is not "CS1701").Select(diagnostic => diagnostic.ToString())];
        if (!result.Success || faults.Length > 0)
            throw new InvalidOperationException($"{name} does not compile:\n{string.Join('\n', faults)}\n{code}");
        return Assembly.Load(image.ToArray());
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
            entry.Invoke(null, BindingFlags.DoNotWrapExceptions, null, entry.GetParameters().Length == 0 ? null : [Array.Empty<string>()], null);
        }
        finally
        {
            Environment.CurrentDirectory = before;
            Console.SetOut(console);
        }
        return said.ToString();
    }

    /// <summary>A fragment with what it takes for granted before it; usings come first, as the language wants.</summary>
    public static string Complete(string given, string code)
    {
        string[] lines = [.. given.Split('\n'), .. code.Split('\n')];
        var text = new StringBuilder();
        foreach (string line in lines.Where(IsUsing))
            text.AppendLine(line);
        foreach (string line in lines.Where(line => !IsUsing(line)))
            text.AppendLine(line);
        return text.ToString();
    }

    private static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('(') && (!line.Contains('=') || !line.StartsWith("using var", StringComparison.Ordinal));
}
