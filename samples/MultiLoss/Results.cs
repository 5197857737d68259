using System.Text;
using System.Text.Json;

namespace Awsnet.Components.Samples;

/// <summary>All trainings of a problem.</summary>
internal sealed record Results(string Problem, IReadOnlyList<ResultRow> Rows)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>The rows of each method, in the order in which they were run.</summary>
    public IEnumerable<IGrouping<string, ResultRow>> Methods => Rows.GroupBy(row => row.Method);

    public void SaveJson(string path) => WholeFile.Write(path, JsonSerializer.Serialize(this, Json));

    /// <summary>
    /// Means over the seeds; how much less the error is than that of the method that was run first, and with how many seeds.
    /// </summary>
    public string ToTable(string error)
    {
        ResultRow[] first = [.. Methods.First()];
        int width = Rows.Max(row => row.Method.Length), errorWidth = Math.Max(error.Length, 15);
        var text = new StringBuilder($"{"method".PadRight(width)}  {error.PadRight(errorWidth)}  {"less by (95 %)",-18}  better  cost  seconds  weights\n");
        foreach (var method in Methods)
        {
            double[] errors = [.. method.Select(row => row.Error)];
            int wins = method.Zip(first).Count(pair => pair.First.Error < pair.Second.Error);
            string shown = errors.Length > 1 ? MetricSummary.Of(errors).ToMeanAndDeviation(4) : $"{errors[0]:0.0000}";
            string better = method.Key == first[0].Method ? "" : $"{wins}/{first.Length}";
            string gain = method.Key == first[0].Method || first.Length < 2 ? "" : Gain(first, [.. method]);
            var weights = method.First().Weights.Keys.Select(name => $"{name} {method.Average(row => row.Weights[name]):0.000}");
            text.Append($"{method.Key.PadRight(width)}  {shown.PadRight(errorWidth)}  {gain,-18}  {better,6}  " +
                $"{method.Average(row => row.Cost),4:0.0}")
                .Append($"  {method.Average(row => row.Seconds),7:0.0}  {string.Join(", ", weights)}\n");
        }
        return text.Append($"less, better: than {first[0].Method}, seed by seed; cost: in trainings with equal weights\n").ToString();
    }

    /// <summary>How much less the error is than the first method's, seed by seed: mean and 95 % interval.</summary>
    private static string Gain(ResultRow[] first, ResultRow[] method)
    {
        var paired = PairedComparison.Of(method[0].Method, [.. first.Select(row => row.Error)], [.. method.Select(row => row.Error)]);
        double gain = -paired.MeanDifference;
        return $"{gain:0.000} ± {(paired.DifferenceInterval.Upper - paired.DifferenceInterval.Lower) / 2:0.000}";
    }
}
