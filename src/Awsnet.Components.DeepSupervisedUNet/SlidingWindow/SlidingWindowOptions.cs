namespace Awsnet.Components;

/// <summary>How a large image is shown to a network window by window. Axes are the image's spatial ones, in its order.</summary>
public sealed record SlidingWindowOptions
{
    /// <summary>Size of the window along each axis, or one size for all; 0 takes the whole axis.</summary>
    /// <value>0 or more each. Required.</value>
    public required IReadOnlyList<long> WindowSize { get; init; }

    /// <summary>Share of the window that the next one shares, along each axis, or one for all. The step is (1 − overlap) x size, rounded
    /// down, 1 at least; the last window ends where the image ends.</summary>
    /// <value>0 to below 1 each. Default 0.5.</value>
    public IReadOnlyList<double> Overlap { get; init; } = [0.5];

    /// <summary>How much each pixel of a window counts.</summary>
    /// <value>Default <see cref="WindowBlending.Gaussian"/>.</value>
    public WindowBlending Blending { get; init; } = WindowBlending.Gaussian;

    /// <summary>σ of <see cref="WindowBlending.Gaussian"/>, as a part of the window's size.</summary>
    /// <value>Above 0. Default 0.125.</value>
    public double SigmaScale { get; init; } = 0.125;

    /// <summary>Windows that the network gets at once, of one image or of several.</summary>
    /// <value>At least 1. Default 1.</value>
    public int BatchSize { get; init; } = 1;

    /// <summary>Where the network computes: windows are moved there one batch at a time.</summary>
    /// <value><see langword="null"/> (the default): where the image is.</value>
    public Device? WindowDevice { get; init; }

    /// <summary>Where outputs are added up and the result lies.</summary>
    /// <value><see langword="null"/> (the default): where the image is.</value>
    public Device? OutputDevice { get; init; }

    /// <summary>What surrounds an image that is smaller than the window; half of it, rounded down, lies before the image.</summary>
    /// <value>Default <see cref="PaddingModes.Constant"/>.</value>
    public PaddingModes Padding { get; init; } = PaddingModes.Constant;

    /// <summary>The number that <see cref="PaddingModes.Constant"/> pads with.</summary>
    /// <value>Finite. Default 0.</value>
    public double PaddingValue { get; init; }

    /// <summary>Test-time augmentation: the network sees each window mirrored along every combination of these axes too, and what it says
    /// is mirrored back and averaged. It costs 2 to the number of axes times as much.</summary>
    /// <value>Axes from 0, each once. Default none.</value>
    public IReadOnlyList<int> MirrorAxes { get; init; } = [];

    /// <summary>Above what the one channel of a network without a background channel is labeled 1.</summary>
    /// <value>Finite. Default 0, for logits; 0.5 for probabilities.</value>
    public double Threshold { get; init; }

    /// <summary>Integer type of labels.</summary>
    /// <value>Default <see cref="ScalarType.Byte"/>; <see cref="ScalarType.Int16"/>, <see cref="ScalarType.Int32"/> and
    /// <see cref="ScalarType.Int64"/> hold more than 256 classes.</value>
    public ScalarType LabelType { get; init; } = ScalarType.Byte;

    /// <summary>
    /// Whether the process keeps the memory that tensors give back, from the first call on: on glibc libtorch else hands every large block
    /// to the system after each window and gets it cleared again. Elsewhere than on glibc, and on other devices, it changes nothing. The
    /// environment variable <c>AWSNET_KEEP_FREED_MEMORY=0</c> switches it off everywhere.
    /// </summary>
    /// <value>Default <see langword="true"/>, as for trainings.</value>
    public bool KeepFreedMemory { get; init; } = true;

    internal long MostClasses => LabelType switch
    {
        ScalarType.Byte => 1 << 8,
        ScalarType.Int16 => 1 << 15,
        _ => 1L << 31,
    };

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(WindowSize);
        ArgumentNullException.ThrowIfNull(Overlap);
        ArgumentNullException.ThrowIfNull(MirrorAxes);
        Option.Require(WindowSize.Count is >= 1 and <= 3 && WindowSize.All(size => size >= 0),
            $"WindowSize is [{string.Join(", ", WindowSize)}]; give 1 size for all axes or one for each, 0 for the whole axis.");
        Option.Require(Overlap.Count is >= 1 and <= 3 && Overlap.All(share => share is >= 0 and < 1),
            FormattableString.Invariant(
                $"Overlap is [{string.Join(", ", Overlap)}]; give 1 share for all axes or one for each, 0 to below 1."));
        Option.Require(Enum.IsDefined(Blending), $"Blending is {Blending}; give Constant or Gaussian.");
        Option.Require(SigmaScale > 0 && double.IsFinite(SigmaScale),
            $"SigmaScale is {SigmaScale}; give a finite number above 0, such as 0.125.");
        Option.Require(BatchSize >= 1, $"BatchSize is {BatchSize}; give 1 or more.");
        Option.Require(Enum.IsDefined(Padding), $"Padding is {Padding}; give Constant, Reflect, Replicate or Circular.");
        Option.Require(double.IsFinite(PaddingValue), $"PaddingValue is {PaddingValue}; give a finite number.");
        Option.Require(MirrorAxes.All(axis => axis is >= 0 and < 3) && MirrorAxes.Distinct().Count() == MirrorAxes.Count,
            $"MirrorAxes is [{string.Join(", ", MirrorAxes)}]; name each spatial axis at most once, counted from 0.");
        Option.Require(double.IsFinite(Threshold), $"Threshold is {Threshold}; give a finite number.");
        Option.Require(LabelType is ScalarType.Byte or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64,
            $"LabelType is {LabelType}; give Byte, Int16, Int32 or Int64.");
    }
}
