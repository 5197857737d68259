using System.Globalization;

namespace Awsnet.Components;

/// <summary>Distances between two surfaces in mm.</summary>
/// <remarks>
/// With d(a, T) the distance from an element a of the prediction's surface P to the nearest of the truth's surface T:
/// HD = max(maxₐ d(a, T), max_b d(b, P)); ASSD = (Σₐ d(a, T) + Σ_b d(b, P)) / (|P| + |T|);
/// MASD = (meanₐ d(a, T) + mean_b d(b, P)) / 2; NSD(τ) = (|{a : d(a, T) ≤ τ}| + |{b : d(b, P) ≤ τ}|) / (|P| + |T|).
/// </remarks>
public sealed record SurfaceScores
{
    /// <summary>Hausdorff distance: the larger of the two directed maxima.</summary>
    /// <value>At least 0.</value>
    public required double HausdorffMm { get; init; }

    /// <summary>Hausdorff distances at the percentiles asked for, in that order.</summary>
    /// <value>Empty when no percentile was asked for.</value>
    public required IReadOnlyList<PercentileDistance> HausdorffPercentiles { get; init; }

    /// <summary>Mean distance from the prediction's surface to the truth's.</summary>
    /// <value>At least 0.</value>
    public required double AsdPredictionToTruthMm { get; init; }

    /// <summary>Mean distance from the truth's surface to the prediction's.</summary>
    /// <value>At least 0.</value>
    public required double AsdTruthToPredictionMm { get; init; }

    /// <summary>Average symmetric surface distance: mean over both directions' distances taken together.</summary>
    /// <value>At least 0.</value>
    public required double AssdMm { get; init; }

    /// <summary>Mean of the two directed means.</summary>
    /// <value>At least 0.</value>
    public required double MasdMm { get; init; }

    /// <summary>Surface Dice (NSD) at the tolerances asked for, in that order.</summary>
    /// <value>Empty when no tolerance was asked for.</value>
    public required IReadOnlyList<ToleranceScore> SurfaceDice { get; init; }

    /// <summary>The 95th-percentile Hausdorff distance.</summary>
    /// <value>At least 0.</value>
    /// <exception cref="InvalidOperationException">The options did not ask for the 95th percentile.</exception>
    public double Hausdorff95Mm => HausdorffAt(95);

    /// <summary>The Hausdorff distance at a percentile that the options asked for.</summary>
    /// <param name="percentile">In (0, 100]; 100 is the Hausdorff distance itself.</param>
    /// <returns>The distance in mm.</returns>
    /// <exception cref="InvalidOperationException">The options did not ask for this percentile.</exception>
    public double HausdorffAt(double percentile)
    {
        foreach (var entry in HausdorffPercentiles)
        {
            if (entry.Percentile == percentile) return entry.DistanceMm;
        }

        return percentile == 100
            ? HausdorffMm
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"The Hausdorff distance was not measured at percentile {percentile}; name it in " +
                    $"SegmentationMetricsOptions.HausdorffPercentiles."));
    }

    /// <summary>The surface Dice at a tolerance that the options asked for.</summary>
    /// <param name="toleranceMm">The tolerance in mm.</param>
    /// <returns>The score in [0, 1].</returns>
    /// <exception cref="InvalidOperationException">The options did not ask for this tolerance.</exception>
    public double SurfaceDiceAt(double toleranceMm)
    {
        foreach (var entry in SurfaceDice)
        {
            if (entry.ToleranceMm == toleranceMm) return entry.Score;
        }

        throw new InvalidOperationException(FormattableString.Invariant(
            $"Surface Dice was not measured at {toleranceMm} mm; name it in SegmentationMetricsOptions.SurfaceDiceTolerancesMm."));
    }
}
