using System.CommandLine;
using System.CommandLine.Parsing;

namespace Awsnet.Components.Myops;

/// <summary>Options whose values are checked while the command line is read.</summary>
internal static class CheckedOption
{
    /// <summary>An option that takes one of some names.</summary>
    public static Option<string> Choice(string name, string description, string? usual, params string[] names)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', names) };
        if (usual is not null) option.DefaultValueFactory = _ => usual;
        option.AcceptOnlyFromAmong(names);
        return option;
    }

    /// <summary>Refuses a value that is not expected, in the words of all options.</summary>
    /// <param name="option">The option.</param>
    /// <param name="isIn">Whether a value is expected.</param>
    /// <param name="expected">What is expected, such as <c>1 to 99</c>.</param>
    public static void AcceptOnly<T>(this Option<T> option, Func<T, bool> isIn, string expected) => option.Validators.Add(result =>
    {
        // One value alone: of several the parser itself says that they are too many.
        if (result.Tokens is not [var token]) return;
        try
        {
            if (result.GetValueOrDefault<T>() is { } value && isIn(value)) return;
        }
        catch (InvalidOperationException)
        {
            // What is given is of another type: no number, for instance.
        }

        result.AddError($"{option.Name} {token.Value}: expected {expected}.");
    });

    /// <summary>What is wrong with a command line, or null; of a value, what is said here rather than what the parser says.</summary>
    public static string? ErrorOf(ParseResult parsed) => parsed.Errors.Count > 0
        ? (parsed.Errors.FirstOrDefault(IsOwn) ?? parsed.Errors[0]).Message.TrimEnd('.')
        : parsed.CommandResult.Children.Where(IsEmpty).Select(NameOf).FirstOrDefault() is { } name
        ? $"{name} \"\": is empty, as a variable is that is not set. Give it a value"
        : null;

    // No folder, file or choice has an empty name.
    private static bool IsEmpty(SymbolResult given) => given.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value));

    private static string? NameOf(SymbolResult given) => given switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult argument => argument.Argument.Name,
        _ => null,
    };

    private static bool IsOwn(ParseError error) =>
        error.SymbolResult is OptionResult { Option.Name: var name } && error.Message.StartsWith($"{name} ", StringComparison.Ordinal);
}
