using System.Text.RegularExpressions;

namespace Awsnet.Components.Myops;

/// <summary>The whole page: template, style, script, charting library, data and sections in one file.</summary>
internal static partial class ReportPage
{
    public static string Of(ReportContent content)
    {
        Section[] sections =
        [
            .. new[]
            {
                SummarySection.Of(content), ExperimentSection.Of(content), ScoreSection.Of(content), GallerySection.Of(content),
                NetworksSection.Of(content),
                TrainingSection.Of(content), DetailsSection.Of(content),
            }.OfType<Section>(),
        ];
        var title = content.Runs.Count == 1 ? content.Runs[0].Name
            : content.Request.Runs.Count == 1 ? RunReader.Name(Path.GetFullPath(content.Request.Runs[0]))
            : $"{content.Runs.Count} runs";
        var parts = new Dictionary<string, string>
        {
            ["title"] = Html.Of($"{title}").Text,
            ["contents"] = Html.Join(sections.Select(section => Html.Of($"<li><a href=\"#{section.Id}\">{section.Short}</a></li>"))).Text,
            ["sections"] = Html.Join(sections.Select(section => section.ToHtml())).Text,
            ["licenses"] = Html.Of($"{Asset.Text("report/vendor/d3.LICENSE.txt")}\n{Asset.Text("report/vendor/plot.LICENSE.txt")}").Text,
            // The encoder writes < and & as escapes, so no text within can end the script element.
            ["data"] = ChartData.Of(content).ToJsonString(),
            ["style"] = Asset.Text("report/report.css"),
            ["library"] = Asset.Text("report/vendor/d3.min.js") + "\n" + Asset.Text("report/vendor/plot.umd.min.js"),
            ["script"] = Asset.Text("report/report.js"),
        };
        // In one pass: what is put in is never searched for places itself.
        return Place().Replace(Asset.Text("report/report.html"), place => parts[place.Groups[1].Value]);
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();
}
