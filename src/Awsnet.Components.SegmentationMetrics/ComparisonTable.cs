using System.Globalization;
using System.Text;

namespace Awsnet.Components;

/// <summary>A table of comparisons with p-values corrected by Holm's method for their number.</summary>
public sealed class ComparisonTable
{
    /// <summary>Gathers comparisons.</summary>
    /// <param name="comparisons">The comparisons that are reported together, and hence corrected together.</param>
    public ComparisonTable(IEnumerable<PairedComparison> comparisons)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        Comparisons = [.. comparisons];
        AdjustedTTest = HolmCorrection.Adjust([.. Comparisons.Select(one => one.TTest.PValue)]);
        AdjustedWilcoxon = HolmCorrection.Adjust([.. Comparisons.Select(one => one.Wilcoxon.PValue)]);
    }

    /// <summary>The comparisons, in the order given.</summary>
    /// <value>May be empty.</value>
    public IReadOnlyList<PairedComparison> Comparisons { get; }

    /// <summary>Holm-adjusted p-values of the t-tests.</summary>
    /// <value>One a comparison; NaN where the test could not be made.</value>
    public IReadOnlyList<double> AdjustedTTest { get; }

    /// <summary>Holm-adjusted p-values of Wilcoxon's tests.</summary>
    /// <value>One a comparison; NaN where the test could not be made.</value>
    public IReadOnlyList<double> AdjustedWilcoxon { get; }

    /// <summary>The table in Markdown: difference with its interval, and both tests' p-values raw and adjusted.</summary>
    /// <param name="decimals">Digits after the point; default 4.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of digits.</exception>
    public string ToMarkdown(int decimals = 4)
    {
        var text = new StringBuilder(
            "| comparison | n | difference | interval | t-test p | Holm | Wilcoxon p | Holm |\n|---|---|---|---|---|---|---|---|\n");
        for (var i = 0; i < Comparisons.Count; i++)
        {
            var one = Comparisons[i];
            string Show(double value) => MetricText.Rounded(value, decimals);
            text.Append(CultureInfo.InvariantCulture, $"| {MetricText.Cell(one.Name)} | {MetricText.Exact(one.Pairs)} | "
                + $"{Show(one.MeanDifference)} | {Show(one.DifferenceInterval.Lower)} to {Show(one.DifferenceInterval.Upper)} | "
                + $"{Show(one.TTest.PValue)} | {Show(AdjustedTTest[i])} | {Show(one.Wilcoxon.PValue)} | {Show(AdjustedWilcoxon[i])} |\n");
        }

        return text.ToString();
    }
}
