using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops;

/// <summary>What <c>myops inspect</c> says of a file.</summary>
internal sealed class InspectionReport
{
    private readonly string path;
    private readonly NiftiImage image;
    private readonly NiftiStatistics? statistics;

    private InspectionReport(string path, NiftiImage image, NiftiStatistics? statistics)
    {
        this.path = path;
        this.image = image;
        this.statistics = statistics;
    }

    /// <summary>Reads the file whole, so that damage anywhere in it shows.</summary>
    public static InspectionReport Read(string path)
    {
        var image = NiftiImage.Read(path);
        var statistics = image.DataType.IsScalar() ? image.ReadStatistics() : null;
        return new InspectionReport(path, image, statistics);
    }

    public string ToJson()
    {
        var affine = image.Affine;
        var json = new JsonObject
        {
            ["shape"] = new JsonArray([.. image.Shape.Select(n => JsonValue.Create(n))]),
            ["spacing"] = new JsonArray([.. image.Spacing.Select(JsonNumber)]),
            ["dtype"] = image.DataType.Name(),
            ["affine"] = new JsonArray([.. Enumerable.Range(0, 4).Select(row =>
                new JsonArray([.. Enumerable.Range(0, 4).Select(column => JsonNumber(affine[row, column]))]))]),
            ["min"] = statistics is { } a ? JsonNumber(a.Minimum) : null,
            ["max"] = statistics is { } b ? JsonNumber(b.Maximum) : null,
            ["sum"] = statistics is { } c ? JsonNumber(c.Sum) : null,
            ["nan"] = statistics?.NotANumberCount ?? 0,
            ["version"] = image.Header.Version,
            ["endian"] = image.Header.IsBigEndian ? "big" : "little",
            ["slope"] = JsonNumber(image.Header.Slope),
            ["intercept"] = JsonNumber(image.Header.Intercept),
            ["qform"] = (int)image.Header.QFormCode,
            ["sform"] = (int)image.Header.SFormCode,
            ["intent"] = image.Header.IntentCode,
            ["description"] = image.Header.Description,
            ["extensions"] = image.Header.Extensions.Length,
        };
        return json.ToJsonString();
    }

    public string ToText()
    {
        var header = image.Header;
        var affine = image.Affine;
        var text = new StringBuilder();
        void Line(string name, FormattableString value) => text.AppendLine($"{name,-12} {FormattableString.Invariant(value)}");
        Line("file", $"{path}");
        string order = header.IsBigEndian ? "big" : "little", files = header.IsPair ? ", header and voxels in two files" : "";
        Line("format", $"NIfTI-{header.Version}, {order} endian{files}");
        Line("shape", $"{string.Join(" x ", image.Shape)}");
        var spacing = string.Join(" x ", image.Spacing.Select(step => step.ToString("0.####", CultureInfo.InvariantCulture)));
        var unit = header.SpatialUnit == NiftiSpatialUnit.Millimeter ? "" : $"; {header.SpatialUnit} in the file";
        Line("spacing", $"{spacing} (mm, {header.TemporalUnit}{unit})");
        Line("type", $"{image.DataType.Name()}, scaled by {header.Slope:0.######} plus {header.Intercept:0.######}");
        Line("qform sform", $"{header.QFormCode}, {header.SFormCode}");
        for (var row = 0; row < 3; row++)
            Line(
                row == 0 ? "affine" : "",
                $"{affine[row, 0],12:0.00000} {affine[row, 1],12:0.00000} {affine[row, 2],12:0.00000} {affine[row, 3],12:0.00000}");
        if (statistics is { } found)
            Line("values", $"{found.Minimum:G9} to {found.Maximum:G9}, sum {found.Sum:G12}, {found.NotANumberCount} not a number");
        else
            Line("values", $"colors or complex numbers: no order");
        if (header.Description.Length > 0) Line("description", $"{header.Description}");
        if (header.Extensions.Length > 0) Line("extensions", $"{header.Extensions.Length}");
        return text.ToString().TrimEnd();
    }

    /// <summary>JSON has no number for these: they are strings, as in the results of <c>evaluate</c>.</summary>
    private static JsonNode? JsonNumber(double value) => value switch
    {
        double.NaN => JsonValue.Create("nan"),
        double.PositiveInfinity => JsonValue.Create("inf"),
        double.NegativeInfinity => JsonValue.Create("-inf"),
        _ => JsonValue.Create(value),
    };
}
