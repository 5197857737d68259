namespace Awsnet.Components.Myops;

/// <summary>A picture of the page, held in it.</summary>
/// <param name="Title">One short line below it.</param>
/// <param name="Alt">What it shows, for who cannot see it.</param>
/// <param name="Detail">A second, smaller line; null for none.</param>
internal sealed record Picture(string Title, string Alt, RasterImage Image, string? Detail = null)
{
    /// <summary>The figure: a button that shows the picture large, and its lines.</summary>
    public Html ToHtml() => Html.Of($"""
        <figure class="picture"><button type="button" class="enlarge" aria-label="Enlarge: {Alt}"><img src="{Uri}" alt="{Alt}" width="{Image.Width}" height="{Image.Height}"></button><figcaption>{Title}{(Detail is null ? Html.Empty : Html.Of($"<small>{Detail}</small>"))}</figcaption></figure>
        """);

    private string Uri => "data:image/png;base64," + Convert.ToBase64String(Image.ToPng());
}
