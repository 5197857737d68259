using System.Text.Json;

namespace Awsnet.Components.Tests;

/// <summary>Numbers of MONAI and nnU-Net, recorded by supervision_peer.py, and the heads and labels that they were made of.</summary>
internal static class Recorded
{
    private static readonly Dictionary<string, double> Numbers = JsonSerializer.Deserialize<Dictionary<string, double>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "supervision.json")))!;

    private static readonly Dictionary<string, long[][]> Sizes = new()
    {
        ["2d"] = [[16, 12], [8, 6], [5, 3]],
        ["3d"] = [[8, 10, 6], [4, 5, 3], [3, 3, 2]],
    };

    /// <summary>The peers compute in single precision.</summary>
    public static double Number(string name) => Numbers[name];

    public static Tensor Labels(string rank) => Formula.Labels($"truth {rank}", 3, [2, .. Sizes[rank][0]]);

    /// <summary>Deepest first; the peers list them the other way round.</summary>
    public static Tensor[] Heads(string rank) => [.. Sizes[rank]
        .Select((size, level) => (3 * Formula.Tensor($"head {rank} {level}", [2, 3, .. size])).to(ScalarType.Float32)).Reverse()];
}
