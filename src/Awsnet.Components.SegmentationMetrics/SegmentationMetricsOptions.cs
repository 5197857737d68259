namespace Awsnet.Components;

/// <summary>The conventions a comparison follows. The defaults are the project's; presets reproduce other packages.</summary>
public sealed record SegmentationMetricsOptions
{
    /// <summary>The name the conventions go by in reports.</summary>
    /// <value>Default <c>"default"</c>; a preset has its own name.</value>
    public string Name { get; init; } = "default";

    /// <summary>Which metrics to compute.</summary>
    /// <value>Default all.</value>
    public MetricFamilies Families { get; init; } = MetricFamilies.All;

    /// <summary>Which elements form the surface.</summary>
    /// <value>Default <see cref="SurfaceDefinition.FaceConnected"/>.</value>
    public SurfaceDefinition Surface { get; init; } = SurfaceDefinition.FaceConnected;

    /// <summary>The percentiles at which the Hausdorff distance is reported beside its maximum.</summary>
    /// <value>Each in (0, 100]. Default 95.</value>
    public IReadOnlyList<double> HausdorffPercentiles { get; init; } = [95];

    /// <summary>How a percentile joins the two directions.</summary>
    /// <value>Default <see cref="PercentileRule.MaximumOfDirected"/>.</value>
    public PercentileRule Percentile { get; init; } = PercentileRule.MaximumOfDirected;

    /// <summary>The tolerances in mm at which surface Dice is reported.</summary>
    /// <value>Each at least 0 and finite. Default 1 mm.</value>
    public IReadOnlyList<double> SurfaceDiceTolerancesMm { get; init; } = [1];

    /// <summary>What each metric becomes when a mask is empty.</summary>
    /// <value>Default: scores 1 or 0, distances 0 or the image diagonal.</value>
    public EmptyCasePolicies WhenEmpty { get; init; } = new();

    /// <summary>What to do with a volume that has an axis of length 1.</summary>
    /// <value>Default <see cref="SingletonAxes.Refuse"/>.</value>
    public SingletonAxes SingletonAxes { get; init; } = SingletonAxes.Refuse;

    /// <summary>
    /// MedPy's (<c>medpy.metric.binary</c>, 0.5.1 or newer): percentiles over both directions pooled, an exception for
    /// a distance with an empty mask, 1 for Dice and Jaccard of two empty masks, 0 for any other 0/0.
    /// </summary>
    /// <value>To score overlap of empty masks, ask for <see cref="MetricFamilies.Overlap"/> alone, as the distances throw.
    /// The volume error of an empty truth, where MedPy's <c>ravd</c> raises, is NaN.</value>
    public static SegmentationMetricsOptions MedPy { get; } = new()
    {
        Name = "MedPy",
        Percentile = PercentileRule.Pooled,
        SingletonAxes = SingletonAxes.Keep,
        WhenEmpty = EmptyCasePolicies.MedPy,
    };

    /// <summary>
    /// MONAI's (<c>monai.metrics</c>, checked with 1.5): NaN for any score whose truth is empty, infinite distances when
    /// one mask is empty (but NaN for a percentile) and NaN when both are.
    /// </summary>
    /// <value>MONAI computes in single precision, so results agree to about 1e-7 of their size.</value>
    public static SegmentationMetricsOptions Monai { get; } = new()
    {
        Name = "MONAI",
        Percentile = PercentileRule.MaximumOfDirectedInSinglePrecision,
        SingletonAxes = SingletonAxes.Keep,
        WhenEmpty = EmptyCasePolicies.Monai,
    };

    /// <summary>
    /// DeepMind's <c>surface-distance</c>: surface elements at voxel corners, weighted by their length or area; a
    /// percentile is the smallest distance that holds its share of the surface.
    /// </summary>
    /// <value>NaN when both masks are empty (but infinite Hausdorff distances), infinite distances when one is.</value>
    public static SegmentationMetricsOptions DeepMind { get; } = new()
    {
        Name = "DeepMind",
        Surface = SurfaceDefinition.HalfVoxelElements,
        SingletonAxes = SingletonAxes.Keep,
        WhenEmpty = EmptyCasePolicies.DeepMind,
    };

    /// <summary>
    /// MetricsReloaded's (<c>BinaryPairwiseMeasures</c>): distances 0 when both masks are empty and NaN when one is.
    /// </summary>
    /// <value>Surface Dice with one empty mask, which MetricsReloaded reads off an undefined transform, is 0.</value>
    public static SegmentationMetricsOptions MetricsReloaded { get; } = new()
    {
        Name = "MetricsReloaded",
        SingletonAxes = SingletonAxes.Keep,
        WhenEmpty = EmptyCasePolicies.MetricsReloaded,
    };

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message says which.</exception>
    internal void Validate()
    {
        if ((Families & ~MetricFamilies.All) != 0 || Families == 0)
            throw new ArgumentException($"Families is {Families}; ask for Overlap, Surface or All.");
        if (!Enum.IsDefined(Surface)) throw new ArgumentException($"Surface is {Surface}, which is no surface definition.");
        if (!Enum.IsDefined(Percentile)) throw new ArgumentException($"Percentile is {Percentile}, which is no percentile rule.");
        if (!Enum.IsDefined(SingletonAxes)) throw new ArgumentException(
            $"SingletonAxes is {SingletonAxes}, which is no rule for short axes.");
        foreach (var percentile in HausdorffPercentiles)
        {
            if (!(percentile > 0 && percentile <= 100))
                throw new ArgumentException(
                    FormattableString.Invariant($"A Hausdorff percentile is {percentile}; it must be above 0 and at most 100."));
        }

        foreach (var tolerance in SurfaceDiceTolerancesMm)
        {
            if (!(tolerance >= 0) || !double.IsFinite(tolerance))
                throw new ArgumentException(
                    FormattableString.Invariant($"A surface Dice tolerance is {tolerance} mm; it must be finite and at least 0."));
        }

        WhenEmpty.Validate();
    }
}
