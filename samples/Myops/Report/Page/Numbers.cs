using System.Globalization;
using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops;

/// <summary>Numbers for readers, and for the page.</summary>
internal static class Numbers
{
    /// <summary>How many there are of something, such as <c>1 case</c> and <c>2 cases</c>.</summary>
    public static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    /// <summary>Three decimals, or a dash.</summary>
    public static string Score(double value) => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : "–";

    /// <summary>One decimal, or a dash.</summary>
    public static string Tenths(double? value) =>
        value is { } known && double.IsFinite(known) ? known.ToString("0.0", CultureInfo.InvariantCulture) : "–";

    /// <summary>Mean ± standard deviation; of a single value, which has none, that value.</summary>
    public static string MeanAndDeviation(MetricSummary summary, int decimals = 3)
    {
        var text = summary.ToMeanAndDeviation(decimals);
        return summary.Count == 1 ? text.Split(" ± ")[0] : text;
    }

    /// <summary>Five digits for a chart; null for what is no number.</summary>
    public static JsonNode? Json(double value) =>
        double.IsFinite(value)
            ? JsonValue.Create(double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
            : null;

    /// <summary>Numbers for a chart.</summary>
    public static JsonArray Json(IEnumerable<double> values) => new([.. values.Select(Json)]);
}
