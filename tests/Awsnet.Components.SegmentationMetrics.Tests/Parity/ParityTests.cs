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
            var measured = new Measured(pair, options);
            var counts = measured.Counts;
            (counts.Predicted, counts.Actual, counts.TruePositives).Should().Be(
                (long.Parse(fields[1]), long.Parse(fields[2]), long.Parse(fields[3])),
                    "both languages must make the same masks of case {0}", pair.Name);

            for (var i = 0; i < keys.Length; i++)
            {
                var expected = fields[4 + i];
                if (IsArtifact(peer, keys[i], counts.EmptyCase)) continue;
                var actual = measured.Read(keys[i]);
                compared++;
                if (!Equal(expected, actual)) differences.Add($"{pair.Name} ({pair.Grid}) {keys[i]}: {peer} {expected}, ours {actual}");
            }
        }

        differences.Should().BeEmpty(
            "{0} of {1} numbers differ, the first\n{2}\n", differences.Count, compared, string.Join('\n', differences.Take(20)));
        lines.Length.Should().BeGreaterThan(500);
        compared.Should().BeGreaterThan(500 * 8);
    }

    /// <summary>Numbers of a peer that mean nothing, so that no preset follows them.</summary>
    private static bool IsArtifact(string peer, string key, EmptyCase empty) => peer switch
    {
        // MetricsReloaded takes the distance transform of an image without any background, which SciPy leaves undefined.
        "metricsreloaded" => key.StartsWith("nsd", StringComparison.Ordinal) && empty is EmptyCase.Missed or EmptyCase.Hallucinated,
        // MedPy raises; the preset gives NaN, so that Dice and Jaccard of the pair can still be had.
        "medpy" => key == "volume_error" && empty is EmptyCase.BothEmpty or EmptyCase.Hallucinated,
        _ => false,
    };

    /// <summary>A pair measured once a family, so that what throws in one leaves the other alone.</summary>
    private sealed class Measured(ParityCase pair, SegmentationMetricsOptions options)
    {
        private readonly Lazy<MaskScores> overlap = With(pair, options with { Families = MetricFamilies.Overlap });
        private readonly Lazy<MaskScores> surface = With(pair, options with { Families = MetricFamilies.Surface });
        private readonly Lazy<MaskScores> full =
            With(pair, options with { Families = MetricFamilies.Surface, Surface = SurfaceDefinition.FullyConnected });

        public ConfusionCounts Counts => overlap.Value.Counts;

        public string Read(string key)
        {
            try
            {
                return Value(key).ToString("R", CultureInfo.InvariantCulture);
            }
            catch (InvalidOperationException)
            {
                return "throws";
            }
        }

        private static Lazy<MaskScores> With(ParityCase pair, SegmentationMetricsOptions options) =>
            new(() => SegmentationMetrics.Evaluate(pair.Prediction, pair.Truth, pair.Grid, options));

        private double Value(string key) => key switch
        {
            "dice" => overlap.Value.Overlap.Dice,
            "jaccard" => overlap.Value.Overlap.Jaccard,
            "sensitivity" => overlap.Value.Overlap.Sensitivity,
            "specificity" => overlap.Value.Overlap.Specificity,
            "precision" => overlap.Value.Overlap.Precision,
            "volume_error" => overlap.Value.Overlap.RelativeVolumeError,
            "volume_error_absolute" => Math.Abs(overlap.Value.Overlap.RelativeVolumeError),
            "hd" => surface.Value.Surface.HausdorffMm,
            "hd95" => surface.Value.Surface.Hausdorff95Mm,
            "hd50" => surface.Value.Surface.HausdorffAt(50),
            "asd_prediction" => surface.Value.Surface.AsdPredictionToTruthMm,
            "asd_truth" => surface.Value.Surface.AsdTruthToPredictionMm,
            "assd" => surface.Value.Surface.AssdMm,
            "masd" => surface.Value.Surface.MasdMm,
            "nsd1mm" => surface.Value.Surface.SurfaceDiceAt(1),
            "nsd2.6mm" => surface.Value.Surface.SurfaceDiceAt(2.6),
            "hd_full" => full.Value.Surface.HausdorffMm,
            "assd_full" => full.Value.Surface.AssdMm,
            _ => throw new NotSupportedException(key),
        };
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
