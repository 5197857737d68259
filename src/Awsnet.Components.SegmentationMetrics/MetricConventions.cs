namespace Awsnet.Components;

/// <summary>How a result came about: what was measured, at which spacing, by which conventions.</summary>
/// <param name="Scope">Image, slice or volume.</param>
/// <param name="Grid">The grid measured, after any axis of length 1 was dropped.</param>
/// <param name="Options">The conventions.</param>
public sealed record MetricConventions(MeasurementScope Scope, MaskGrid Grid, SegmentationMetricsOptions Options)
{
    /// <summary>
    /// One line for reports, such as <c>volume 10 x 480 x 512 at 12 x 0.75 x 0.75 mm; default; surface FaceConnected; percentile
    /// MaximumOfDirected</c>.
    /// </summary>
    /// <returns>The text.</returns>
    public string Describe() =>
        $"{Scope.ToString().ToLowerInvariant()} {Grid}; {Options.Name}; surface {Options.Surface}; percentile {Options.Percentile}";

    /// <summary>The distinct conventions among results, without shapes and spacings, which differ from case to case.</summary>
    internal static IEnumerable<string> Describe(IEnumerable<MetricConventions> all) => all
        .Select(one => $"{one.Scope.ToString().ToLowerInvariant()}; {one.Options.Name}; surface {one.Options.Surface}; percentile " +
            $"{one.Options.Percentile}")
        .Distinct();
}
