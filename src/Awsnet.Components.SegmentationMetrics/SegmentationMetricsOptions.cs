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

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message says which.</exception>
    public void Validate()
    {
        if ((Families & ~MetricFamilies.All) != 0 || Families == 0)
            throw new ArgumentException($"Families is {Families}; ask for Overlap, Surface or All.");
        if (!Enum.IsDefined(Surface)) throw new ArgumentException($"Surface is {Surface}, which is no surface definition.");
        if (!Enum.IsDefined(Percentile)) throw new ArgumentException($"Percentile is {Percentile}, which is no percentile rule.");
        if (!Enum.IsDefined(SingletonAxes)) throw new ArgumentException($"SingletonAxes is {SingletonAxes}, which is no rule for short axes.");
        foreach (var percentile in HausdorffPercentiles)
        {
            if (!(percentile > 0 && percentile <= 100))
                throw new ArgumentException(FormattableString.Invariant($"A Hausdorff percentile is {percentile}; it must be above 0 and at most 100."));
        }

        foreach (var tolerance in SurfaceDiceTolerancesMm)
        {
            if (!(tolerance >= 0) || !double.IsFinite(tolerance))
                throw new ArgumentException(FormattableString.Invariant($"A surface Dice tolerance is {tolerance} mm; it must be finite and at least 0."));
        }

        WhenEmpty.Validate();
    }
}
