using System.Reflection;

namespace Awsnet.Components.Tests;

/// <summary>A table of options and their defaults, marked by <c>&lt;!-- defaults: TypeName --&gt;</c> before it: columns <c>option</c>,
/// <c>default</c> or names of presets, and words.</summary>
internal static class DefaultsTable
{
    private const string Mark = "defaults:";

    /// <summary>The type of a table's mark; null for a table of something else.</summary>
    public static string? TypeOf(MarkdownTable table) => table.Comment.StartsWith(Mark, StringComparison.Ordinal)
        ? table.Comment[Mark.Length..].Trim() : null;

    public static IEnumerable<string> Problems(MarkdownTable table)
    {
        string name = TypeOf(table)!;
        if (!MemberNames.Types.TryGetValue(name, out Type? type))
        {
            yield return $"{table.Place}: no package has a public type {name}";
            yield break;
        }
        PropertyInfo[] options = Options(type);
        foreach (PropertyInfo missing in options.Where(option => option.DeclaringType == type
            && table.Rows.All(row => OptionOf(row) != option.Name)))
            yield return $"{table.Place}: {name}.{missing.Name} is not listed; its row is | `{missing.Name}` | " +
                $"{Shown(missing, DefaultValue.New(type))} | … |";
        foreach (var row in table.Rows)
        {
            PropertyInfo? option = options.FirstOrDefault(option => option.Name == OptionOf(row));
            if (option is null)
            {
                yield return $"{table.Place}: {name} has no option {OptionOf(row)}";
                continue;
            }
            for (int column = 1; column < table.Header.Count; column++)
            {
                if (Instance(type, table.Header[column].Trim('`')) is { } instance && !IsRight(option, instance, row[column]))
                    yield return $"{table.Place}: {name}.{option.Name} is {Shown(option, instance)} in {table.Header[column]}, not " +
                        $"{row[column]}";
            }
        }
    }

    /// <summary>The settable properties; a type that inherits may list only its own.</summary>
    public static PropertyInfo[] Options(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true })];

    private static string OptionOf(IReadOnlyList<string> row) => row[0].Trim('`');

    /// <summary>What a column describes: a new instance, a preset, or nothing that can be checked.</summary>
    private static object? Instance(Type type, string column)
    {
        if (column == "default")
            return DefaultValue.New(type);
        PropertyInfo? preset = type.GetProperty(column, BindingFlags.Public | BindingFlags.Static);
        return preset is not null && type.IsAssignableFrom(preset.PropertyType) ? preset.GetValue(null) : null;
    }

    private static bool IsRight(PropertyInfo option, object instance, string cell) => DefaultValue.IsRequired(option) ? cell == "required"
        : DefaultValue.Matches(cell, option.GetValue(instance));

    private static string Shown(PropertyInfo option, object instance) => DefaultValue.IsRequired(option) ? "required"
        : DefaultValue.Text(option.GetValue(instance));
}
