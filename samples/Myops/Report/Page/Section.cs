namespace Awsnet.Components.Myops;

/// <summary>A section of the page.</summary>
/// <param name="Id">Its anchor.</param>
/// <param name="Short">Its name in the page's contents.</param>
/// <param name="Body">What it holds.</param>
internal sealed record Section(string Id, string Title, string Short, Html Body)
{
    public Html ToHtml() => Html.Of($"""
        <section id="{Id}" aria-labelledby="{Id}-title"><h2 id="{Id}-title">{Title}</h2>
        {Body}
        </section>
        """);
}
