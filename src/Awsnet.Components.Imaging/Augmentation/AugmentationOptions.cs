namespace Awsnet.Components;

/// <summary>What an augmentation may do, and how strongly. Every amount is the most that is drawn; 0 switches a kind off.</summary>
public sealed record AugmentationOptions
{
    /// <summary>
    /// The AWSnet paper's: both flips, rotation up to ±10°, brightness ±50 % (its saturation jitter does nothing on one channel).
    /// </summary>
    public static AugmentationOptions Paper { get; } = new();

    /// <summary>Changes nothing: what goes in comes out.</summary>
    public static AugmentationOptions None { get; } = new() { FlipHorizontal = 0, FlipVertical = 0, RotationDegrees = 0, Brightness = 0 };

    /// <summary>Everything at moderate strength, for small data sets: the paper's and affine, contrast, gamma, noise, elastic.</summary>
    public static AugmentationOptions Strong { get; } = new()
    {
        Scale = 0.1,
        ShearDegrees = 5,
        TranslationPixels = 4,
        Brightness = 0.3,
        Contrast = 0.3,
        Gamma = 0.3,
        NoiseDeviation = 0.1,
        ElasticPixels = 2,
    };

    /// <summary>Probability of mirroring left and right.</summary>
    /// <value>0 to 1; default 0.5.</value>
    public double FlipHorizontal { get; init; } = 0.5;

    /// <summary>Probability of mirroring top and bottom.</summary>
    /// <value>0 to 1; default 0.5.</value>
    public double FlipVertical { get; init; } = 0.5;

    /// <summary>Rotation about the image center, uniform in ± this.</summary>
    /// <value>0 to 180 degrees; default 10.</value>
    public double RotationDegrees { get; init; } = 10;

    /// <summary>Size change, one factor for each axis, uniform in [1 − s, 1 + s].</summary>
    /// <value>0 to 0.9; default 0.</value>
    public double Scale { get; init; }

    /// <summary>Shear of x against y, uniform in ± this.</summary>
    /// <value>0 to 45 degrees; default 0.</value>
    public double ShearDegrees { get; init; }

    /// <summary>Shift along each axis, uniform in ± this.</summary>
    /// <value>0 pixels or more; default 0.</value>
    public double TranslationPixels { get; init; }

    /// <summary>Standard deviation of a smooth random displacement (cubic B-spline over a coarse grid) at the grid's knots.</summary>
    /// <value>0 pixels or more; default 0. Up to a tenth of <see cref="ElasticSpacing"/> nothing folds.</value>
    public double ElasticPixels { get; init; }

    /// <summary>Distance between the knots of the elastic displacement: larger is smoother.</summary>
    /// <value>4 pixels or more; default 32.</value>
    public double ElasticSpacing { get; init; } = 32;

    /// <summary>Multiplies values by a factor uniform in [1 − b, 1 + b].</summary>
    /// <value>0 to 1; default 0.5.</value>
    public double Brightness { get; init; } = 0.5;

    /// <summary>Multiplies the distance to the channel's mean by a factor uniform in [1 − c, 1 + c].</summary>
    /// <value>0 to 1; default 0.</value>
    public double Contrast { get; init; }

    /// <summary>
    /// Raises the channel, scaled to [0, 1] between its least and greatest value, to a power γ with ln γ uniform in ± ln(1 + g).
    /// </summary>
    /// <value>0 or more; default 0.</value>
    public double Gamma { get; init; }

    /// <summary>Adds Gaussian noise with a deviation uniform between 0 and this part of the channel's own standard deviation.</summary>
    /// <value>0 or more; default 0.</value>
    public double NoiseDeviation { get; init; }

    /// <summary>
    /// Whether each channel draws its own brightness, contrast, gamma and noise (sequences vary independently) or all share one.
    /// </summary>
    /// <value>Default true.</value>
    public bool PerChannel { get; init; } = true;

    /// <summary>Whether pixels that are exactly 0 are background, which stays 0 and does not count for means and deviations.</summary>
    /// <value>Default true: inputs masked by a region stay masked.</value>
    public bool KeepZeros { get; init; } = true;

    /// <summary>The value of image pixels that come from outside the image; labels become 0 there.</summary>
    /// <value>Any finite number; default 0.</value>
    public float Padding { get; init; }

    internal bool MovesPixels =>
        FlipHorizontal > 0 || FlipVertical > 0 || RotationDegrees > 0 || Scale > 0 || ShearDegrees > 0
        || TranslationPixels > 0 || ElasticPixels > 0;

    internal bool ChangesIntensity => Brightness > 0 || Contrast > 0 || Gamma > 0 || NoiseDeviation > 0;

    internal void Validate()
    {
        Option.Within(FlipHorizontal, 0, 1);
        Option.Within(FlipVertical, 0, 1);
        Option.Within(RotationDegrees, 0, 180);
        Option.Within(Scale, 0, 0.9);
        Option.Within(ShearDegrees, 0, 45);
        Option.Within(TranslationPixels, 0, 1e6);
        Option.Within(ElasticPixels, 0, 1e6);
        Option.Within(ElasticSpacing, 4, 1e6);
        Option.Within(Brightness, 0, 1);
        Option.Within(Contrast, 0, 1);
        Option.Within(Gamma, 0, 100);
        Option.Within(NoiseDeviation, 0, 1e6);
        Option.Within(Padding, float.MinValue, float.MaxValue);
    }
}
