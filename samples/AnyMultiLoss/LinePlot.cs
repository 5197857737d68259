using System.Globalization;
using System.Net;
using System.Text;

namespace Awsnet.Components.Samples;

/// <summary>A plain line plot as SVG.</summary>
internal sealed class LinePlot
{
    private const double Width = 720, Height = 400, Left = 64, Right = 170, Top = 40, Bottom = 48;

    public required string Title { get; init; }

    public required string XLabel { get; init; }

    public required string YLabel { get; init; }

    public IReadOnlyList<(string Name, string Color, (double X, double Y)[] Points)> Lines { get; init; } = [];

    public IReadOnlyList<(string Name, string Color, (double X, double Y)[] Points)> Dots { get; init; } = [];

    /// <summary>Where the y axis begins and ends; the data's range unless given.</summary>
    public double? YFrom { get; init; }

    public double? YTo { get; init; }

    public void Save(string path)
    {
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, ToSvg());
        File.Move(temporary, path, overwrite: true);
    }

    public string ToSvg()
    {
        var points = Lines.Concat(Dots).SelectMany(series => series.Points).ToArray();
        var xs = Ticks(points.Min(point => point.X), points.Max(point => point.X));
        var ys = Ticks(YFrom ?? points.Min(point => point.Y), YTo ?? points.Max(point => point.Y));
        double x0 = points.Min(point => point.X), x1 = points.Max(point => point.X);
        double y0 = Math.Min(ys[0], points.Min(point => point.Y)), y1 = Math.Max(ys[^1], points.Max(point => point.Y));
        double X(double x) => Left + (x - x0) / (x1 - x0) * (Width - Left - Right);
        double Y(double y) => Height - Bottom - (y - y0) / (y1 - y0) * (Height - Top - Bottom);

        var svg = new StringBuilder();
        void Add(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#303030\">");
        Add($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>");
        Add($"<text x=\"{Left}\" y=\"22\" font-size=\"15\">{WebUtility.HtmlEncode(Title)}</text>");
        foreach (double y in ys)
        {
            Add($"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(y):0.0}\" y2=\"{Y(y):0.0}\" stroke=\"#e4e4e4\"/>");
            Add($"<text x=\"{Left - 8}\" y=\"{Y(y) + 4:0.0}\" text-anchor=\"end\">{y:0.####}</text>");
        }
        foreach (double x in xs.Where(x => x >= x0 && x <= x1))
            Add($"<text x=\"{X(x):0.0}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{x:0.####}</text>");
        Add($"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Height - Bottom}\" y2=\"{Height - Bottom}\" stroke=\"#808080\"/>");
        Add($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 10}\" text-anchor=\"middle\">{WebUtility.HtmlEncode(XLabel)}</text>");
        Add($"<text transform=\"translate(16 {(Top + Height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{WebUtility.HtmlEncode(YLabel)}</text>");
        foreach (var (_, color, dots) in Dots)
        {
            foreach (var (x, y) in dots)
                Add($"<circle cx=\"{X(x):0.0}\" cy=\"{Y(y):0.0}\" r=\"2.5\" fill=\"{color}\"/>");
        }
        foreach (var (_, color, line) in Lines)
        {
            string path = string.Join(' ', line.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):0.0},{Y(point.Y):0.0}")));
            Add($"<polyline points=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\" stroke-linejoin=\"round\"/>");
        }
        int row = 0;
        foreach (var (name, color, _) in Lines.Concat(Dots))
        {
            double at = Top + 12 + 20 * row++;
            Add($"<rect x=\"{Width - Right + 14}\" y=\"{at - 7:0.0}\" width=\"14\" height=\"4\" fill=\"{color}\"/>");
            Add($"<text x=\"{Width - Right + 34}\" y=\"{at:0.0}\">{WebUtility.HtmlEncode(name)}</text>");
        }
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Four to nine round numbers that span a range.</summary>
    private static double[] Ticks(double from, double to)
    {
        double raw = (to - from) / 5;
        double magnitude = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = new[] { 1, 2, 5, 10 }.Select(factor => factor * magnitude).First(candidate => candidate >= raw * 0.999);
        int first = (int)Math.Floor(from / step + 1e-9), last = (int)Math.Ceiling(to / step - 1e-9);
        return [.. Enumerable.Range(first, last - first + 1).Select(i => i * step)];
    }
}
