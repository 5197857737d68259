namespace Awsnet.Components.Myops;

/// <summary>
/// Variants of a preset that are judged against it, <c>experiment --table choices</c>: the yardstick for every choice of a preset.
/// <c>choices.json</c> in the experiment's folder lists all that was tried, in order.
/// </summary>
internal static class Choices
{
    /// <summary>What <c>--table</c> calls them.</summary>
    public const string Name = "choices";

    /// <summary>The arm that is the preset as it stands.</summary>
    public const string Reference = "preset";

    private const string FileName = "choices.json";

    /// <summary>Whether a folder's experiment judges choices. What is not written down as it begins is seen by its table.</summary>
    public static bool AreIn(string folder) =>
        File.Exists(Path.Combine(folder, FileName)) || File.Exists(Path.Combine(folder, $"table-{Name}.csv"));

    /// <summary>What a folder's choices are, with new ones added to the list.</summary>
    /// <param name="folder">The experiment's folder; nothing is written.</param>
    /// <param name="added">Each <c>NAME: OPTIONS</c>.</param>
    /// <exception cref="InputException">A text is no variant, its options are wrong, or its name stands for other options.</exception>
    public static IReadOnlyDictionary<string, string> Read(string folder, IReadOnlyList<string> added)
    {
        var file = Path.Combine(folder, FileName);
        var known = File.Exists(file) ? JsonFile.Read<OrderedDictionary<string, string>>(file) : new();
        foreach (var text in added)
        {
            if (text.Split(':', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, { Length: > 0 } options]
                || name.Equals(Reference, StringComparison.OrdinalIgnoreCase)
                || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter != '-'))
                throw new InputException(
                    $"--variant {text}: expected NAME: OPTIONS, such as \"batch: --dice batch\"; a name of letters, digits and hyphens " +
                    $"other than {Reference}.");
            _ = ConstantOptions.Parse(name, options);
            foreach (var (other, before) in known)
            {
                bool isSame = Words(before) == Words(options), hasName = other.Equals(name, StringComparison.OrdinalIgnoreCase);
                if (hasName && !isSame)
                    throw new InputException($"--variant {text}: {other} stands for {before} in {folder}. Choose another name.");
                if (isSame && other != name)
                    throw new InputException($"--variant {text}: the same as {other}: {before} of {folder}. Leave one of them out.");
            }

            known[name] = options;
        }

        return known;
    }

    /// <summary>Options without what does not matter between them.</summary>
    private static string Words(string options) =>
        string.Join(' ', options.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Writes the list down.</summary>
    public static void Write(string folder, IReadOnlyDictionary<string, string> choices) =>
        JsonFile.Write(Path.Combine(folder, FileName), choices);

    /// <summary>The table of a folder's choices.</summary>
    public static PaperTable Table(IReadOnlyDictionary<string, string> choices)
    {
        Arm[] arms =
        [
            new(Reference, Reference, "the preset with the command line's options", options => options),
            .. choices.Select(choice => new Arm(
                choice.Key, choice.Key, $"with {choice.Value}", ConstantOptions.Parse(choice.Key, choice.Value))),
        ];
        return new PaperTable
        {
            Number = 0,
            Title = "Choices",
            WithAverage = true,
            Rows = [.. arms.Select(arm => new TableRow(null, arm.Id, arm))],
            Reference = Reference,
            Notes =
            [
                "A choice is taken when it gains more than its standard error on both targets together; the final configuration is then " +
                "run with another seed, and that figure counts. Of many things tried, some gain by chance.",
            ],
        };
    }
}
