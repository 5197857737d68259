using System.Text.Json;

namespace Awsnet.Components.Tests;

/// <summary>
/// One case of parity.json (made by Fixtures/make_parity.py from the authors' code). A summary is the largest magnitude of
/// a tensor, its product with formula-made numbers, then samples at formula-made places.
/// </summary>
public sealed record ParityCase(
    string Network, int Base, int Batch, int Size, double[] Alphas, double[] Evaluated, double[][] Heads, double[] Dice,
        double[] CrossEntropy,
    double Total, Dictionary<string, double[]> Gradients, Dictionary<string, double[]> Buffers)
{
    private static readonly Lazy<Dictionary<string, ParityCase>> All = new(Read);

    public static ParityCase Find(string network, int width) => All.Value[$"{network} {width}"];

    private static Dictionary<string, ParityCase> Read()
    {
        using JsonDocument document = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "parity.json")));
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        return document.RootElement.GetProperty("cases").EnumerateArray()
            .Select(element => element.Deserialize<ParityCase>(options)!)
            .ToDictionary(found => $"{found.Network} {found.Base}");
    }
}
