using System.Globalization;

namespace Awsnet.Components;

/// <summary>Numbers as files and tables show them: not-a-number is <c>nan</c>, infinite is <c>inf</c>.</summary>
internal static class MetricText
{
    public static string Exact(double value) => Special(value) ?? value.ToString("R", CultureInfo.InvariantCulture);

    public static string Rounded(double value, int decimals)
    {
        // "F-1" would be taken for a picture of the number, and written as it is.
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        return Special(value) ?? value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }

    public static string? Special(double value) => value switch
    {
        double.NaN => "nan",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => null,
    };

    /// <summary>The key of an empty case in files.</summary>
    public static string Key(EmptyCase empty) => empty switch
    {
        EmptyCase.BothEmpty => "both_empty",
        EmptyCase.Missed => "missed",
        _ => "hallucinated",
    };

    /// <summary>Text inside a cell of a Markdown table.</summary>
    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
