using System.Globalization;
using Awsnet.Components.TestKit;
using static TorchSharp.torch;

namespace TorchSharp.Peers;

/// <summary>What Python's torch computed: written down in expected.txt, and anew where Python has the same libtorch.</summary>
internal static class Peer
{
    private const string Python = "/usr/bin/python3";

    private static readonly Lazy<Dictionary<string, Outcome>> live = new(Run);

    /// <summary>The values in expected.txt.</summary>
    public static Dictionary<string, Outcome> Expected { get; } = Parse(File.ReadLines(Path.Combine(Folder, "expected.txt")));

    /// <summary>What Python computes now.</summary>
    public static Dictionary<string, Outcome> Live => live.Value;

    /// <summary>Whether the machine's own Python has the libtorch that this process has; quick, as test discovery asks.</summary>
    public static bool HasTorch =>
        File.Exists(Python) && Directory.Exists("/usr/lib/python3/dist-packages/torch") && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("LIBTORCH_ROOT"));

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Peers");

    /// <summary>The hash (FNV-1a) of the tensors' bytes, and four numbers of their elements in a row.</summary>
    public static Outcome Of(params Tensor[] tensors)
    {
        ulong hash = 0xcbf29ce484222325;
        List<double> all = [];
        foreach (Tensor tensor in tensors)
        {
            using Tensor flat = tensor.detach().contiguous().clone();
            foreach (byte one in flat.bytes) hash = unchecked((hash ^ one) * 0x100000001b3);
            using Tensor wide = flat.to(ScalarType.Float64, copy: true);
            all.AddRange(wide.data<double>().ToArray());
        }
        return new Outcome($"{hash:x16}", [all[0], all[all.Count / 2], all[^1], all.Sum()]);
    }

    private static Dictionary<string, Outcome> Run() =>
        Parse(ProgramRun.Of(Python, [Path.Combine(Folder, "peer.py")]).OutputOrThrow().Split('\n', StringSplitOptions.RemoveEmptyEntries));

    private static Dictionary<string, Outcome> Parse(IEnumerable<string> lines) => lines
        .Select(line => line.Split(' '))
        .Where(words => words[0] != "version")
        .ToDictionary(words => words[0], words => new Outcome(words[1], [.. words[2..].Select(word => double.Parse(word, CultureInfo.InvariantCulture))]));

    internal sealed record Outcome(string Hash, double[] Numbers);
}
