using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Awsnet.Components.Tests;

/// <summary>The default of an option, as the code has it and as a document writes it.</summary>
internal static class DefaultValue
{
    /// <summary>An instance whose required properties are not set. Of an abstract type, one that inherits from it.</summary>
    public static object New(Type type) =>
        Activator.CreateInstance(type.IsAbstract
            ? MemberNames.Types.Values.First(other => !other.IsAbstract && type.IsAssignableFrom(other)) : type)!;

    /// <summary>Whether the user must give it.</summary>
    public static bool IsRequired(PropertyInfo property) => property.IsDefined(typeof(RequiredMemberAttribute));

    /// <summary>How documents write a value: numbers as they are, <c>yes</c> and <c>no</c>, <c>none</c> for null, names in
    /// backticks.</summary>
    public static string Text(object? value) => value switch
    {
        null => "none",
        bool flag => flag ? "yes" : "no",
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "−∞",
        double number => Number(number),
        TimeSpan time => $"{Number(time.TotalSeconds)} s",
        Enum name => $"`{name}`",
        "" => "empty",
        string text => $"`{text}`",
        IEnumerable list => List(list.Cast<object?>()),
        IConvertible number => Number(Convert.ToDouble(number, CultureInfo.InvariantCulture)),
        _ => Name(value),
    };

    /// <summary>Whether a cell begins with the value: words may follow behind a comma, colon or semicolon.</summary>
    public static bool Matches(string cell, object? value)
    {
        string text = Text(value);
        if (cell == text || cell.StartsWith(text + ":", StringComparison.Ordinal) || cell.StartsWith(text + ";", StringComparison.Ordinal)
            || cell.StartsWith(text + " (", StringComparison.Ordinal))
            return true;
        // 1e-5 and 0.00001 are the same number.
        return value is IConvertible and not (bool or string or Enum)
            && double.TryParse(cell.Split(':', ';', '(')[0].Trim().Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture,
            out double number) && number == Convert.ToDouble(value, CultureInfo.InvariantCulture);
    }

    private static string List(IEnumerable<object?> values)
    {
        string[] texts = [.. values.Select(Text)];
        return texts.Length == 0 ? "none" : string.Join(", ", texts);
    }

    private static string Number(double number) => number.ToString("0.############################", CultureInfo.InvariantCulture)
        .Replace('-', '−');

    /// <summary>A record: the static property of its type that equals it, else what differs from its defaults.</summary>
    private static string Name(object value)
    {
        Type type = value.GetType();
        PropertyInfo? preset = type.GetProperties(BindingFlags.Public | BindingFlags.Static)
            .FirstOrDefault(property => property.PropertyType == type && Equals(property.GetValue(null), value));
        if (preset is not null)
            return $"`{preset.Name}`";
        if (type.GetConstructor(Type.EmptyTypes) is null)
            return $"`{value}`";
        object unchanged = New(type);
        string[] changes = [.. DefaultsTable.Options(type).Where(option => !Equals(option.GetValue(unchanged), option.GetValue(value)))
            .Select(option => $"`{option.Name}` {Text(option.GetValue(value))}")];
        return changes.Length == 0 ? "its defaults" : string.Join(", ", changes);
    }
}
