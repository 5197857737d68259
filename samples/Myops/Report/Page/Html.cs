using System.Globalization;

namespace Awsnet.Components.Myops;

/// <summary>A piece of a page, safe to put into it. Whatever is put into a template is escaped unless it is such a piece itself.</summary>
internal readonly record struct Html(string Text)
{
    public static Html Empty { get; } = new("");

    /// <summary>Fills a template: text and numbers are escaped, pieces and sequences of pieces go in as they are.</summary>
    public static Html Of(FormattableString template) => new(template.ToString(Escaping.Instance));

    /// <summary>Pieces one after the other.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.Text)));

    public override string ToString() => Text;

    /// <summary>What could begin markup or end an attribute; the page is UTF-8, so all else stays readable.</summary>
    private static string Escaped(string text) =>
        text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");

    private sealed class Escaping : IFormatProvider, ICustomFormatter
    {
        public static Escaping Instance { get; } = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            null => "",
            Html piece => piece.Text,
            IEnumerable<Html> pieces => Join(pieces).Text,
            IFormattable value => Escaped(value.ToString(format, CultureInfo.InvariantCulture)),
            _ => Escaped(arg.ToString() ?? ""),
        };
    }
}
