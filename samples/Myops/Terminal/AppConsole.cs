using Spectre.Console;

namespace Awsnet.Components.Myops;

/// <summary>Where the program writes: results to one stream, one-line errors to the other.</summary>
public sealed class AppConsole
{
    /// <summary>What tables and long lines get where the output has no width of its own.</summary>
    private const int RedirectedWidth = 160;

    private readonly Lazy<IAnsiConsole> styled;

    /// <summary>Creates a console.</summary>
    /// <param name="output">Results and progress.</param>
    /// <param name="error">Errors and notes.</param>
    /// <param name="isTerminal">Whether <paramref name="output"/> can show a live display; without it, plain lines are written.</param>
    public AppConsole(TextWriter output, TextWriter error, bool isTerminal = false)
    {
        Output = output;
        Error = error;
        IsTerminal = isTerminal;
        styled = new Lazy<IAnsiConsole>(CreateStyled);
    }

    /// <summary>Results and progress.</summary>
    public TextWriter Output { get; }

    /// <summary>Errors and notes.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether the output is a terminal that can show a live display.</summary>
    public bool IsTerminal { get; }

    /// <summary>The output with tables and, on a terminal, colors.</summary>
    public IAnsiConsole Styled => styled.Value;

    /// <summary>The console of this process; a live display is used only on a terminal.</summary>
    public static AppConsole OfProcess() => new(Console.Out, Console.Error, !Console.IsOutputRedirected);

    /// <summary>Writes one line of results.</summary>
    public void WriteLine(string line) => Output.WriteLine(line);

    /// <summary>Writes one line of errors, whatever line breaks the text holds.</summary>
    public void WriteError(string message) => Error.WriteLine("myops: " + OneLine(message));

    /// <summary>Writes a remark that belongs to no result.</summary>
    public void WriteNote(string message) => Error.WriteLine(OneLine(message));

    private static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private IAnsiConsole CreateStyled()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Output),
            Ansi = IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = IsTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!IsTerminal) console.Profile.Width = RedirectedWidth;
        return console;
    }
}
