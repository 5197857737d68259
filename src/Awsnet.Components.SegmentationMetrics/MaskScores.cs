namespace Awsnet.Components;

/// <summary>Everything measured on one pair of masks.</summary>
public sealed record MaskScores
{
    private readonly OverlapScores? overlap;
    private readonly SurfaceScores? surface;

    internal MaskScores(MetricConventions conventions, ConfusionCounts counts, OverlapScores? overlap, SurfaceScores? surface)
    {
        Conventions = conventions;
        Counts = counts;
        this.overlap = overlap;
        this.surface = surface;
    }

    /// <summary>The structure's name.</summary>
    /// <value>The name of its label group; <c>"mask"</c> for a plain pair of masks.</value>
    public string Structure { get; init; } = "mask";

    /// <summary>The slice measured.</summary>
    /// <value>Its index along the first axis; null unless measured per slice.</value>
    public int? Slice { get; init; }

    /// <summary>How the numbers came about.</summary>
    /// <value>Scope, grid and options.</value>
    public MetricConventions Conventions { get; }

    /// <summary>Voxels by outcome.</summary>
    /// <value>The four counts.</value>
    public ConfusionCounts Counts { get; }

    /// <summary>Which side, if any, was empty, so that the numbers follow a policy instead of a measurement.</summary>
    /// <value><see cref="EmptyCase.None"/> when both masks have foreground.</value>
    public EmptyCase EmptyCase => Counts.EmptyCase;

    /// <summary>Size of the prediction.</summary>
    /// <value>mm³ for a volume, mm² for an image or slice.</value>
    public double PredictedSizeMm => Counts.Predicted * Conventions.Grid.ElementSizeMm;

    /// <summary>Size of the truth.</summary>
    /// <value>mm³ for a volume, mm² for an image or slice.</value>
    public double ActualSizeMm => Counts.Actual * Conventions.Grid.ElementSizeMm;

    /// <summary>Dice, Jaccard and kin.</summary>
    /// <value>The scores.</value>
    /// <exception cref="InvalidOperationException">The options left overlap out.</exception>
    public OverlapScores Overlap => overlap ?? throw NotMeasured(MetricFamilies.Overlap);

    /// <summary>Surface distances.</summary>
    /// <value>The scores.</value>
    /// <exception cref="InvalidOperationException">The options left surfaces out.</exception>
    public SurfaceScores Surface => surface ?? throw NotMeasured(MetricFamilies.Surface);

    /// <summary>Whether <see cref="Surface"/> was measured.</summary>
    /// <value>True unless the options left it out.</value>
    public bool HasSurface => surface is not null;

    private static InvalidOperationException NotMeasured(MetricFamilies family) =>
        new($"{family} metrics were not measured; add {family} to SegmentationMetricsOptions.Families.");
}
