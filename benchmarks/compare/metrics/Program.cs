using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Awsnet.Components;
using Awsnet.Components.Compare;

// Surface distances side by side with Python packages on one pair of masks, in one run, and costs of our own:
//   dotnet run -c Release --project benchmarks/compare/metrics -- [NAME...] [--pairs N]
// with NAME one of metrics-surface-distance, metrics-default, metrics-medpy (these without names), votes, scaling.
// One JSON object a line: name, ours, peer, ratio (peer / ours), unit. Times are processor times, one thread each.
string[] compared = ["metrics-surface-distance", "metrics-default", "metrics-medpy"];
int option = Array.IndexOf(args, "--pairs"), pairs = option >= 0 ? int.Parse(args[option + 1], CultureInfo.InvariantCulture) : 3;
string[] names = option >= 0 ? [.. args[..option], .. args[(option + 2)..]] : args;
if (names.Length == 0) names = compared;
if (names.Except([.. compared, "votes", "scaling"]).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"{unknown} is unknown. Choose among {string.Join(", ", compared)}, votes, scaling.");
    return 2;
}

var folder = Directory.CreateTempSubdirectory("metrics-").FullName;
try
{
    string prediction = Path.Combine(folder, "prediction"), truth = Path.Combine(folder, "truth");
    File.WriteAllBytes(prediction, MemoryMarshal.AsBytes<bool>(HeartPair.Prediction).ToArray());
    File.WriteAllBytes(truth, MemoryMarshal.AsBytes<bool>(HeartPair.Truth).ToArray());

    // HD, HD95, mean surface distances both ways and, but for MedPy, surface Dice.
    Compare("metrics-surface-distance", Peer.SurfaceDistance, 9, SegmentationMetricsOptions.DeepMind);
    Compare("metrics-default", Peer.SurfaceDistance, 9, new SegmentationMetricsOptions(), sameConventions: false);
    Compare("metrics-medpy", Peer.MedPy, 2, SegmentationMetricsOptions.MedPy);
    if (names.Contains("votes")) Votes();
    if (names.Contains("scaling")) Scaling();

    void Compare(string name, Peer peer, int repeats, SegmentationMetricsOptions conventions, bool sameConventions = true)
    {
        if (!names.Contains(name)) return;
        if (peer.Missing is string missing)
        {
            Console.Error.WriteLine($"{name} is skipped: {missing}.");
            return;
        }

        conventions = conventions with { Families = MetricFamilies.Surface };
        var scores = SegmentationMetrics.Evaluate(HeartPair.Prediction, HeartPair.Truth, HeartPair.Grid, conventions).Surface;
        var costs = new List<(double Ours, double Theirs)>();
        for (var pair = 0; pair < pairs; pair++)
        {
            var ours = Stopwatches.Milliseconds(
                () => SegmentationMetrics.Evaluate(HeartPair.Prediction, HeartPair.Truth, HeartPair.Grid, conventions));
            var (theirs, values) = peer.Run($"{prediction}:{truth}", HeartPair.Grid, repeats);
            if (sameConventions) Check(peer.Name, values, scores);
            costs.Add((ours / 1000, theirs / 1000));
        }

        Print(name, Median(costs.Select(c => c.Ours)), Median(costs.Select(c => c.Theirs)), Median(costs.Select(c => c.Theirs / c.Ours)),
            "s");
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

return 0;

static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

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
    // A heart, a third of it noise; three classes in regions over the whole image; and noise everywhere.
    var heart = Members(i => HeartPair.Truth[i] ? 1 : 0, i => HeartPair.Truth[i] ? 3 : 0);
    var regions = Members(i => 1 + (i / 40 % 2), _ => 60);
    var noise = Members(_ => 1, _ => 1);
    var result = new byte[HeartPair.Grid.Count];
    var vote = new MajorityVote(HeartPair.Grid.Count, VoteOptions.Classes(3));
    Print("vote of 10 members, 10 x 512 x 512, 3 classes, a heart", Stopwatches.Milliseconds(() => Vote(heart, _ => 1)), null, null, "ms");
    Print("vote, foreground everywhere", Stopwatches.Milliseconds(() => Vote(regions, _ => 1)), null, null, "ms");
    Print("vote, nothing but noise", Stopwatches.Milliseconds(() => Vote(noise, _ => 1)), null, null, "ms");
    Print("weighted vote, a heart", Stopwatches.Milliseconds(() => Vote(heart, member => 1 + (0.1 * member)), 3), null, null, "ms");
    Print("weighted vote, nothing but noise", Stopwatches.Milliseconds(() => Vote(noise, member => 1 + (0.1 * member)), 3), null, null,
        "ms");

    void Vote(byte[][] members, Func<int, double> weight)
    {
        vote.Clear();
        for (var member = 0; member < members.Length; member++) vote.Update<byte>(members[member], weight(member));
        vote.Compute<byte>(result);
    }

    // One in so many elements is noise; none for 0.
    byte[][] Members(Func<int, int> label, Func<int, int> noiseOneIn) => [.. Enumerable.Range(0, 10).Select(_ =>
    {
        var map = new byte[HeartPair.Grid.Count];
        for (var i = 0; i < map.Length; i++)
        {
            var one = noiseOneIn(i);
            map[i] = (byte)(one > 0 && random.Next(one) == 0 ? random.Next(3) : label(i));
        }

        return map;
    })];
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

        Print($"far apart, {size}³", PerVoxel(low, high, grid), null, null, "ns/voxel");
        Print($"noise, {size}³", PerVoxel(noise, other, grid), null, null, "ns/voxel");
    }

    double PerVoxel(bool[] prediction, bool[] truth, MaskGrid grid) => 1e6 / grid.Count * Stopwatches.Milliseconds(
        () => SegmentationMetrics.Evaluate(prediction, truth, grid, conventions), grid.Count > 1 << 20 ? 1 : 40);
}

static void Print(string name, double ours, double? peer, double? ratio, string unit) => Console.WriteLine(JsonSerializer.Serialize(
    new { name, ours, peer, ratio, unit },
    new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
