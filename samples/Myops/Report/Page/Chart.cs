namespace Awsnet.Components.Myops;

/// <summary>A place on the page where the script draws a chart.</summary>
/// <param name="Kind">Which chart: a function of <c>report.js</c>.</param>
/// <param name="Title">Above it.</param>
/// <param name="Alt">What it shows, in words and numbers.</param>
internal sealed record Chart(string Kind, string Title, string Alt)
{
    /// <summary>Index of the run that it shows, or null.</summary>
    public int? Run { get; init; }

    /// <summary>Index of the stage within the run, or null.</summary>
    public int? Stage { get; init; }

    /// <summary>What else the function needs to know, such as a structure.</summary>
    public string? Of { get; init; }

    /// <summary>A remark below it.</summary>
    public string? Note { get; init; }

    public Html ToHtml() => Html.Of($"""
        <figure class="chart" data-chart="{Kind}" data-run="{Run}" data-stage="{Stage}" data-of="{Of}">
        <figcaption>{Title}</figcaption><div class="legend" aria-hidden="true"></div><div class="plot" role="img" aria-label="{Alt}"></div>{(Note is null ? Html.Empty : Html.Of($"<p class=\"note\">{Note}</p>"))}
        </figure>
        """);
}
