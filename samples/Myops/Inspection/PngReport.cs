using System.Text;
using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops;

/// <summary>What <c>myops inspect</c> says of a PNG file: its kind, and least, greatest and sum of its samples as stored.</summary>
internal sealed class PngReport
{
    private readonly string path;
    private readonly PngImage image;
    private readonly ushort[]? samples;

    private PngReport(string path, PngImage image)
    {
        this.path = path;
        this.image = image;
        // Colors have no order, nor have places in a palette.
        samples = image.ColorType == PngColorType.Gray ? image.ToSamples() : null;
    }

    /// <summary>By its content, whatever its name; a file that only claims to be one by its name counts, too.</summary>
    public static bool IsPng(string path)
    {
        Span<byte> start = stackalloc byte[4];
        using var file = File.OpenRead(path);
        var count = file.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        return start[..count].SequenceEqual<byte>([0x89, (byte)'P', (byte)'N', (byte)'G'])
            || path.EndsWith(".png", StringComparison.OrdinalIgnoreCase);
    }

    public static PngReport Read(string path) => new(path, PngImage.Read(path));

    public string ToJson() => new JsonObject
    {
        ["shape"] = new JsonArray(image.Width, image.Height),
        ["dtype"] = Kind,
        ["bits"] = image.BitDepth,
        ["channels"] = image.Channels,
        ["palette"] = image.Palette.Length,
        ["min"] = samples?.Min(),
        ["max"] = samples?.Max(),
        ["sum"] = samples?.Sum(sample => (long)sample),
    }.ToJsonString();

    public string ToText()
    {
        var text = new StringBuilder();
        void Line(string name, string value) => text.AppendLine($"{name,-12} {value}");
        Line("file", path);
        Line("format", "PNG");
        Line("shape", $"{image.Width} x {image.Height}");
        Line(
            "type",
            $"{Kind}, {image.BitDepth} {(image.BitDepth == 1 ? "bit" : "bits")} a " +
            $"sample{(image.Palette.IsEmpty ? "" : $", {image.Palette.Length} colors")}");
        Line(
            "values",
            samples is null ? "colors: no order" : $"{samples.Min()} to {samples.Max()}, sum {samples.Sum(sample => (long)sample)}");
        return text.ToString().TrimEnd();
    }

    private string Kind => image.ColorType.ToString().ToLowerInvariant();
}
