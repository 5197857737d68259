using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Awsnet.Components.Samples;

/// <summary>Options whose values are read and checked here, so that all refuse in the same words.</summary>
internal static class CheckedOption
{
    private delegate bool TryRead<T>(string text, out T value);

    /// <summary>An option that takes one of some names.</summary>
    public static Option<string> Choice(string name, string description, string? usual, params string[] names)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', names) };
        if (usual is not null) option.DefaultValueFactory = _ => usual;
        option.Among(names);
        return option;
    }

    /// <summary>An option that takes an enumeration's values by some names.</summary>
    public static Option<T> Choice<T>(string name, string description, T usual, params string[] names)
        where T : struct, Enum
    {
        var option = new Option<T>(name)
        {
            Description = description,
            DefaultValueFactory = _ => usual,
            HelpName = string.Join('|', names),
        };
        option.Read(
            (string text, out T value) => Enum.TryParse(text, ignoreCase: true, out value) && names.Contains(text),
            $"one of {string.Join(", ", names)}");
        option.CompletionSources.Add(names);
        return option;
    }

    /// <summary>An option that takes a whole number within bounds.</summary>
    public static Option<T> Number<T>(string name, string description, T usual, T least, T most, string help = "N")
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var option = new Option<T>(name) { Description = description, DefaultValueFactory = _ => usual, HelpName = help };
        option.Within(least, most);
        return option;
    }

    /// <summary>An option that takes a folder.</summary>
    public static Option<string?> Folder(string name, string description) => new(name) { Description = description, HelpName = "DIR" };

    /// <summary>Takes one of some names.</summary>
    public static void Among(this Argument<string> argument, params string[] names)
    {
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !names.Contains(token.Value))
                result.AddError($"{token.Value}: expected one of {string.Join(", ", names)}.");
        });
        argument.CompletionSources.Add(names);
    }

    /// <summary>Takes one of some names.</summary>
    public static void Among(this Option<string> option, params string[] names)
    {
        option.Accept(names.Contains, $"one of {string.Join(", ", names)}");
        option.CompletionSources.Add(names);
    }

    /// <summary>Takes numbers within bounds.</summary>
    public static void Within<T>(this Option<T> option, T least, T most)
        where T : struct, INumber<T>, IMinMaxValue<T> => option.Read(
            (string text, out T value) => TryNumber(text, out value) && value >= least && value <= most, Bounds(least, most));

    /// <summary>Takes numbers within bounds.</summary>
    public static void Within<T>(this Option<T?> option, T least, T most)
        where T : struct, INumber<T>, IMinMaxValue<T> => option.Read(
            (string text, out T? value) =>
            {
                var isNumber = TryNumber(text, out T number);
                value = number;
                return isNumber && number >= least && number <= most;
            },
            Bounds(least, most));

    /// <summary>Takes a text that is as expected.</summary>
    public static void Accept(this Option<string> option, Func<string, bool> isIn, string expected) => option.Read(
        (string text, out string value) => isIn(value = text), expected);

    /// <summary>What is wrong with a command line, or null; of a value, what is said here rather than what the parser says.</summary>
    public static string? ErrorOf(ParseResult parsed)
    {
        if (parsed.CommandResult.Children.FirstOrDefault(IsEmpty) is { } empty)
            return $"{NameOf(empty)} \"\": is empty, as a variable is that is not set. Give it a value";
        if (parsed.Errors.Count == 0) return null;
        var error = parsed.Errors.FirstOrDefault(one => one.Message.StartsWith("--", StringComparison.Ordinal));
        if (error is null && parsed.UnmatchedTokens is [var word, ..])
            return Unknown(word, parsed.CommandResult.Command);
        if (CommandsOf(parsed.CommandResult.Command) is { Length: > 0 } commands)
            return $"no command is given: expected one of {string.Join(", ", commands)}";
        return (error ?? parsed.Errors[0]).Message.TrimEnd('.');
    }

    /// <summary>Takes what can be read, and refuses all else.</summary>
    /// <param name="read">Reads a value; false where the text is none.</param>
    /// <param name="expected">What is expected, such as <c>1 to 99</c>.</param>
    private static void Read<T>(this Option<T> option, TryRead<T> read, string expected) => option.CustomParser = result =>
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        if (read(text, out var value)) return value;
        result.AddError($"{option.Name} {text}: expected {expected}.");
        return default;
    };

    // No separators of thousands, and a point before decimals, in whatever language the machine speaks: 0,5 is no number.
    private static bool TryNumber<T>(string text, out T value)
        where T : INumber<T> => T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value!);

    private static string Bounds<T>(T least, T most)
        where T : INumber<T>, IMinMaxValue<T>
    {
        var kind = typeof(T) == typeof(double) ? "a number with a point before decimals" : "a whole number";
        return most == T.MaxValue
            ? FormattableString.Invariant($"{kind}, {least} or more")
            : FormattableString.Invariant($"{kind}, {least} to {most}");
    }

    private static string Unknown(string word, Command command)
    {
        var names = CommandsOf(command);
        return names.Length == 0 || word.StartsWith('-')
            ? $"{word}: there is no such option or argument"
            : $"{word}: there is no such command. There are {string.Join(", ", names)}";
    }

    private static string[] CommandsOf(Command command) =>
        [.. command.Subcommands.Where(one => !one.Hidden).Select(one => one.Name)];

    // No folder, file or choice has an empty name.
    private static bool IsEmpty(SymbolResult given) => given.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value));

    private static string? NameOf(SymbolResult given) => given switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult argument => argument.Argument.Name,
        _ => null,
    };
}
