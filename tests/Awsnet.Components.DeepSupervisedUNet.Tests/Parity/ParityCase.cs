using System.Text.Json;

namespace Awsnet.Components.Tests;

/// <summary>
/// One case of parity.json (made by Fixtures/make_parity.py from the authors' code). Tensors are there as a <see cref="Summary"/>.
/// </summary>
public sealed record ParityCase(
    string Network, int Base, int Batch, int Size, double[] Alphas, double[] Evaluated, double[][] Heads, double[] Dice,
        double[] CrossEntropy,
    double Total, Dictionary<string, double[]> Gradients, Dictionary<string, double[]> Buffers)
{
    private static readonly Lazy<Dictionary<string, ParityCase>> All =
        new(() => Read<ParityCase>("parity.json").ToDictionary(found => $"{found.Network} {found.Base}"));

    public static ParityCase Find(string network, int width) => All.Value[$"{network} {width}"];

    /// <summary>The cases of a file.</summary>
    public static IEnumerable<TCase> Read<TCase>(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", file)));
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(element => element.Deserialize<TCase>(options)!)];
    }
}
