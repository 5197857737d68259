using System.Text;
using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops;

/// <summary>
/// What <c>myops inspect</c> says of a PNG or JPEG file: its kind, and least, greatest and sum of its gray samples as stored.
/// </summary>
internal sealed class RasterReport
{
    private static readonly string[] Endings = [".png", ".jpg", ".jpeg"];

    private readonly string path;
    private readonly RasterImage image;
    private readonly ushort[]? samples;

    private RasterReport(string path, RasterImage image)
    {
        this.path = path;
        this.image = image;
        // Colors have no order, nor have places in a palette.
        samples = image.ColorType == RasterColorType.Gray ? image.ToSamples() : null;
    }

    /// <summary>By its content, whatever its name; a file that only claims to be one by its name counts, too.</summary>
    public static bool IsRaster(string path)
    {
        Span<byte> start = stackalloc byte[4];
        using var file = File.OpenRead(path);
        var count = file.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        return start[..count] is [0x89, (byte)'P', (byte)'N', (byte)'G'] or [0xFF, 0xD8, 0xFF, ..] || Endings.Any(
            ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    public static RasterReport Read(string path) => new(path, RasterImage.Read(path));

    public string ToJson() => new JsonObject
    {
        ["shape"] = new JsonArray(image.Width, image.Height),
        ["dtype"] = Kind,
        ["bits"] = image.BitDepth,
        ["channels"] = image.Channels,
        ["palette"] = image.PaletteSize,
        ["min"] = samples?.Min(),
        ["max"] = samples?.Max(),
        ["sum"] = samples?.Sum(sample => (long)sample),
    }.ToJsonString();

    public string ToText()
    {
        var text = new StringBuilder();
        void Line(string name, string value) => text.AppendLine($"{name,-12} {value}");
        Line("file", path);
        Line("format", $"{image.Format}".ToUpperInvariant());
        Line("shape", $"{image.Width} x {image.Height}");
        var colors = image.PaletteSize == 0 ? "" : $", {image.PaletteSize} colors";
        Line("type", $"{Kind}, {image.BitDepth} {(image.BitDepth == 1 ? "bit" : "bits")} a sample{colors}");
        var values = samples is null
            ? "colors: no order"
            : $"{samples.Min()} to {samples.Max()}, sum {samples.Sum(sample => (long)sample)}";
        Line("values", values);
        return text.ToString().TrimEnd();
    }

    private string Kind => image.ColorType.ToString().ToLowerInvariant();
}
