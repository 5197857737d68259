using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Awsnet.Components;
using Awsnet.Components.Compare;

// Surface distances side by side with Python packages on one pair of masks, one thread each, in one run:
//   dotnet run -c Release --project benchmarks/compare/metrics -- [--python EXE] [--deepmind FOLDER] [--medpy FOLDER]
// One JSON object a line: name, ours, peer, ratio (peer / ours), unit. Without a peer's folder its numbers are null.
var options = new Dictionary<string, string> { ["--python"] = "python3" };
for (var i = 0; i + 1 < args.Length; i += 2) options[args[i]] = args[i + 1];

var folder = Directory.CreateTempSubdirectory("metrics-").FullName;
try
{
    string prediction = Path.Combine(folder, "prediction"), truth = Path.Combine(folder, "truth");
    File.WriteAllBytes(prediction, MemoryMarshal.AsBytes<bool>(HeartPair.Prediction).ToArray());
    File.WriteAllBytes(truth, MemoryMarshal.AsBytes<bool>(HeartPair.Truth).ToArray());

    Compare("HD, HD95, ASD, NSD: surface-distance's conventions", "deepmind", 9, SegmentationMetricsOptions.DeepMind);
    Compare("HD, HD95, ASSD, NSD: default conventions", "deepmind", 9, new SegmentationMetricsOptions(), sameConventions: false);
    Compare("HD, HD95, ASSD: MedPy's conventions", "medpy", 2, SegmentationMetricsOptions.MedPy);
    Votes();
    Scaling();

    void Compare(string name, string peerName, int repeats, SegmentationMetricsOptions conventions, bool sameConventions = true)
    {
        conventions = conventions with { Families = MetricFamilies.Surface };
        var scores = SegmentationMetrics.Evaluate(HeartPair.Prediction, HeartPair.Truth, HeartPair.Grid, conventions).Surface;
        var ours = Stopwatches.LeastMilliseconds(
            () => SegmentationMetrics.Evaluate(HeartPair.Prediction, HeartPair.Truth, HeartPair.Grid, conventions), 40);
        double? theirs = null;
        if (options.TryGetValue("--" + peerName, out var checkout))
        {
            var (milliseconds, values) = new Peer(peerName, checkout).Run(options["--python"], $"{prediction}:{truth}", HeartPair.Grid, repeats);
            theirs = milliseconds;
            if (sameConventions) Check(peerName, values, scores);
        }

        Print($"{name} (peer {peerName})", ours, theirs);
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

void Check(string peer, IReadOnlyDictionary<string, double> values, SurfaceScores scores)
{
    foreach (var (key, expected) in values)
    {
        var actual = key switch
        {
            "hd" => scores.HausdorffMm,
            "hd95" => scores.Hausdorff95Mm,
            "assd" => scores.AssdMm,
            "asd_prediction" => scores.AsdPredictionToTruthMm,
            "asd_truth" => scores.AsdTruthToPredictionMm,
            _ => scores.SurfaceDiceAt(1),
        };
        if (Math.Abs(actual - expected) > 1e-6 * Math.Max(1, Math.Abs(expected)))
            throw new InvalidOperationException($"{peer} gives {key} = {expected}, ours is {actual}: nothing to compare.");
    }
}

void Votes()
{
    var random = new Random(1);
    var members = Enumerable.Range(0, 10).Select(_ =>
    {
        // Three classes; two thirds of the heart agree and the rest is noise.
        var map = new byte[HeartPair.Grid.Count];
        for (var i = 0; i < map.Length; i++) map[i] = HeartPair.Truth[i] ? (byte)(random.Next(3) == 0 ? random.Next(3) : 1) : (byte)0;
        return map;
    }).ToArray();
    var result = new byte[HeartPair.Grid.Count];
    var vote = new MajorityVote(HeartPair.Grid.Count, VoteOptions.Classes(3));
    Print("majority vote of 10 members, 10 x 512 x 512, 3 classes", Stopwatches.LeastMilliseconds(() =>
    {
        vote.Clear();
        foreach (var member in members) vote.Add<byte>(member);
        vote.Resolve<byte>(result);
    }, 20), null);
}

// The cost a voxel must not grow with the number of voxels: surfaces far apart, where no search ends early, and noise,
// where every other voxel is surface.
void Scaling()
{
    var conventions = new SegmentationMetricsOptions { Families = MetricFamilies.Surface };
    foreach (var size in new[] { 32, 64, 128, 256 })
    {
        var grid = MaskGrid.Volume(size, size, size);
        bool[] low = new bool[grid.Count], high = new bool[grid.Count], noise = new bool[grid.Count], other = new bool[grid.Count];
        var random = new Random(2);
        for (var i = 0; i < grid.Count; i++)
        {
            int z = i / (size * size), y = i / size % size, x = i % size;
            low[i] = z < size / 8 && y < size / 4 && x < size / 4;
            high[i] = z >= size * 7 / 8 && y >= size * 3 / 4 && x >= size * 3 / 4;
            noise[i] = random.Next(2) == 0;
            other[i] = random.Next(2) == 0;
        }

        var repeats = size > 128 ? 2 : 10;
        Print($"far apart, {size}³", PerVoxel(low, high, grid, repeats), null, "ns/voxel");
        Print($"noise, {size}³", PerVoxel(noise, other, grid, repeats), null, "ns/voxel");
    }

    double PerVoxel(bool[] prediction, bool[] truth, MaskGrid grid, int repeats) => 1e6 / grid.Count * Stopwatches.LeastMilliseconds(
        () => SegmentationMetrics.Evaluate(prediction, truth, grid, conventions), repeats, grid.Count > 1 << 22 ? 1 : 40);
}

static void Print(string name, double ours, double? peer, string unit = "ms") => Console.WriteLine(JsonSerializer.Serialize(
    new { name, ours, peer, ratio = peer / ours, unit },
    new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
