namespace Awsnet.Components;

/// <summary>What a phantom is made of. The defaults give what the MyoPS 2020 files look like.</summary>
public sealed record PhantomOptions
{
    private readonly double? noise, lesionContrast, confounders, misregistrationMm;

    /// <summary>How hard the images are; sets the four strengths below unless they are given.</summary>
    /// <value>Default <see cref="PhantomDifficulty.Normal"/>.</value>
    public PhantomDifficulty Difficulty { get; init; } = PhantomDifficulty.Normal;

    /// <summary>Noise as a multiple of what clinical images have.</summary>
    /// <value>0 to 10; default 0.5, 1, 1.4 by difficulty.</value>
    public double Noise { get => noise ?? Pick(0.5, 1, 1.4); init => noise = value; }

    /// <summary>Lesion contrast as a multiple of the usual.</summary>
    /// <value>0 to 10; default 1.3, 1, 0.75 by difficulty.</value>
    public double LesionContrast { get => lesionContrast ?? Pick(1.3, 1, 0.75); init => lesionContrast = value; }

    /// <summary>Strength of what looks like a lesion and is none: slow flow, uneven nulling, signal loss, insertion points.</summary>
    /// <value>0 to 10; default 0.3, 1, 1.5 by difficulty.</value>
    public double Confounders { get => confounders ?? Pick(0.3, 1, 1.5); init => confounders = value; }

    /// <summary>Standard deviation of the shift of each sequence and slice against the truth, along each axis.</summary>
    /// <value>0 to 20 mm; default 0.3, 0.6, 1.2 by difficulty.</value>
    public double MisregistrationMm { get => misregistrationMm ?? Pick(0.3, 0.6, 1.2); init => misregistrationMm = value; }

    /// <summary>Least number of rows and columns.</summary>
    /// <value>64 to 2,048; default 392.</value>
    public int MinimumSize { get; init; } = 392;

    /// <summary>Greatest number of rows and columns.</summary>
    /// <value><see cref="MinimumSize"/> to 2,048; default 518.</value>
    public int MaximumSize { get; init; } = 518;

    /// <summary>Least number of slices.</summary>
    /// <value>1 to 20; default 2.</value>
    public int MinimumSlices { get; init; } = 2;

    /// <summary>Greatest number of slices.</summary>
    /// <value><see cref="MinimumSlices"/> to 20; default 6.</value>
    public int MaximumSlices { get; init; } = 6;

    /// <summary>Pixel size in the plane.</summary>
    /// <value>0.2 to 5 mm; default 0.75.</value>
    public double PixelSpacingMm { get; init; } = 0.75;

    /// <summary>Distance between slices.</summary>
    /// <value>1 to 50 mm; default 12.</value>
    public double SliceSpacingMm { get; init; } = 12;

    /// <summary>Probability that a case has no scar (and then, half of the time, no edema either).</summary>
    /// <value>0 to 1; default 0.12.</value>
    public double WithoutScar { get; init; } = 0.12;

    /// <summary>
    /// Probability that the first or last slice of a case of three or more misses the left ventricle: above the base or below the apex.
    /// </summary>
    /// <value>0 to 1; default 0.15.</value>
    public double SliceWithoutVentricle { get; init; } = 0.15;

    internal void Validate()
    {
        Option.Within(Noise, 0, 10);
        Option.Within(LesionContrast, 0, 10);
        Option.Within(Confounders, 0, 10);
        Option.Within(MisregistrationMm, 0, 20);
        Option.Within(MinimumSize, 64, 2048);
        Option.Within(MaximumSize, MinimumSize, 2048);
        Option.Within(MinimumSlices, 1, 20);
        Option.Within(MaximumSlices, MinimumSlices, 20);
        Option.Within(PixelSpacingMm, 0.2, 5);
        Option.Within(SliceSpacingMm, 1, 50);
        Option.Within(WithoutScar, 0, 1);
        Option.Within(SliceWithoutVentricle, 0, 1);
    }

    private double Pick(double easy, double normal, double hard) => Difficulty switch
    {
        PhantomDifficulty.Easy => easy,
        PhantomDifficulty.Hard => hard,
        _ => normal,
    };
}
