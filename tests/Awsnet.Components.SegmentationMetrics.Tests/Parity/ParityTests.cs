using System.Globalization;

namespace Awsnet.Components.Tests.Parity;

/// <summary>
/// The presets against the packages they are named after, on 560 pairs of masks each. The numbers come from
/// <c>python3 peers.py PEER FOLDER > PEER.csv</c> with MedPy 0.5.2 (d6abf41), MONAI 1.5 (d388d1c), surface-distance
/// (1f805ce) and MetricsReloaded (cb38dfc), NumPy 1.24.2, SciPy 1.10.1 and torch 1.13.
/// </summary>
public class ParityTests
{
    private const double Tolerance = 1e-6;

    [Fact]
    public void MedPy_preset_equals_MedPy() => Compare("medpy", SegmentationMetricsOptions.MedPy);

    [Fact]
    public void Monai_preset_equals_Monai() => Compare("monai", SegmentationMetricsOptions.Monai);

    [Fact]
    public void DeepMind_preset_equals_surface_distance() => Compare("deepmind", SegmentationMetricsOptions.DeepMind);

    [Fact]
    public void MetricsReloaded_preset_equals_MetricsReloaded() => Compare("metricsreloaded", SegmentationMetricsOptions.MetricsReloaded);

    private static void Compare(string peer, SegmentationMetricsOptions preset)
    {
        var options = preset with { HausdorffPercentiles = [95, 50], SurfaceDiceTolerancesMm = [1, 2.6] };
        var lines = File.ReadAllLines(Path.Combine(ParityCase.Folder, peer + ".csv"));
        var keys = lines[0].Split(',')[4..];
        var differences = new List<string>();
        var compared = 0;
        foreach (var line in lines[1..])
        {
            var fields = line.Split(',');
            var pair = ParityCase.All[fields[0]];
            var counts = SegmentationMetrics.Evaluate(pair.Prediction, pair.Truth, pair.Grid, options with { Families = MetricFamilies.Overlap }).Counts;
            (counts.Predicted, counts.Actual, counts.TruePositives).Should().Be(
                (long.Parse(fields[1]), long.Parse(fields[2]), long.Parse(fields[3])), "both languages must make the same masks of case {0}", pair.Name);

            for (var i = 0; i < keys.Length; i++)
            {
                var expected = fields[4 + i];
                if (IsArtefact(peer, keys[i], counts.EmptyCase)) continue;
                var actual = Measure(pair, keys[i], options);
                compared++;
                if (!Equal(expected, actual)) differences.Add($"{pair.Name} ({pair.Grid}) {keys[i]}: {peer} {expected}, ours {actual}");
            }
        }

        differences.Should().BeEmpty("{0} of {1} numbers differ, the first\n{2}\n", differences.Count, compared, string.Join('\n', differences.Take(20)));
        lines.Length.Should().BeGreaterThan(500);
        compared.Should().BeGreaterThan(500 * 8);
    }

    /// <summary>Numbers of a peer that mean nothing, so that no preset follows them.</summary>
    private static bool IsArtefact(string peer, string key, EmptyCase empty) => peer switch
    {
        // MetricsReloaded takes the distance transform of an image without any background, which SciPy leaves undefined.
        "metricsreloaded" => key.StartsWith("nsd", StringComparison.Ordinal) && empty is EmptyCase.Missed or EmptyCase.Hallucinated,
        // MedPy raises; the preset gives NaN, so that Dice and Jaccard of the pair can still be had.
        "medpy" => key == "volume_error" && empty is EmptyCase.BothEmpty or EmptyCase.Hallucinated,
        _ => false,
    };

    private static string Measure(ParityCase pair, string key, SegmentationMetricsOptions options)
    {
        var overlap = key is "dice" or "jaccard" or "sensitivity" or "specificity" or "precision" or "volume_error" or "volume_error_absolute";
        options = options with
        {
            Families = overlap ? MetricFamilies.Overlap : MetricFamilies.Surface,
            Surface = key.EndsWith("_full", StringComparison.Ordinal) ? SurfaceDefinition.FullyConnected : options.Surface,
        };
        try
        {
            var scores = SegmentationMetrics.Evaluate(pair.Prediction, pair.Truth, pair.Grid, options);
            var value = key switch
            {
                "dice" => scores.Overlap.Dice,
                "jaccard" => scores.Overlap.Jaccard,
                "sensitivity" => scores.Overlap.Sensitivity,
                "specificity" => scores.Overlap.Specificity,
                "precision" => scores.Overlap.Precision,
                "volume_error" => scores.Overlap.RelativeVolumeError,
                "volume_error_absolute" => Math.Abs(scores.Overlap.RelativeVolumeError),
                "hd" or "hd_full" => scores.Surface.HausdorffMm,
                "hd95" => scores.Surface.Hausdorff95Mm,
                "hd50" => scores.Surface.HausdorffAt(50),
                "asd_prediction" => scores.Surface.AsdPredictionToTruthMm,
                "asd_truth" => scores.Surface.AsdTruthToPredictionMm,
                "assd" or "assd_full" => scores.Surface.AssdMm,
                "masd" => scores.Surface.MasdMm,
                "nsd1mm" => scores.Surface.SurfaceDiceAt(1),
                "nsd2.6mm" => scores.Surface.SurfaceDiceAt(2.6),
                _ => throw new NotSupportedException(key),
            };
            return value.ToString("R", CultureInfo.InvariantCulture);
        }
        catch (InvalidOperationException)
        {
            return "throws";
        }
    }

    private static bool Equal(string expected, string actual)
    {
        if (expected == "throws" || actual == "throws") return expected == actual;
        var e = expected switch
        {
            "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => double.Parse(expected, CultureInfo.InvariantCulture),
        };
        var a = double.Parse(actual, CultureInfo.InvariantCulture);
        if (!double.IsFinite(e)) return e.Equals(a);
        return Math.Abs(a - e) <= Tolerance * Math.Max(1, Math.Abs(e));
    }
}
