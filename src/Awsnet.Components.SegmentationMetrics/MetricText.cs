using System.Globalization;

namespace Awsnet.Components;

/// <summary>Numbers as files and tables show them: not-a-number is <c>nan</c>, infinite is <c>inf</c>.</summary>
internal static class MetricText
{
    public static string Exact(double value) => Special(value) ?? value.ToString("R", CultureInfo.InvariantCulture);

    public static string Rounded(double value, int decimals) =>
        Special(value) ?? value.ToString($"F{decimals}", CultureInfo.InvariantCulture);

    public static string? Special(double value) => value switch
    {
        double.NaN => "nan",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => null,
    };
}
