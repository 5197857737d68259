using System.Text.Json.Serialization;

namespace Awsnet.Components.Myops;

/// <summary>Everything that shapes the networks and their training; kept in the run folder.</summary>
internal sealed record PipelineOptions
{
    /// <summary>Side of the square cut out of the middle of each slice before anything else, in pixels.</summary>
    public int CropSize { get; init; } = 384;

    /// <summary>CASN's first network: where the left ventricle is.</summary>
    public required CoarseOptions Locate { get; init; }

    /// <summary>CASN's second network: its outline inside the rectangle that the first one found.</summary>
    public required CoarseOptions Segment { get; init; }

    /// <summary>How many second networks outline the ventricle; the mean of their probabilities counts.</summary>
    public int SegmentMembers { get; init; } = 1;

    /// <summary>How often the second network segments, each time around what it found before.</summary>
    public int SegmentPasses { get; init; } = 2;

    /// <summary>Whether CASN outlines the image and its three mirror images, and their mean counts (test-time augmentation).</summary>
    public bool MirrorCoarse { get; init; }

    /// <summary>Both ASANs.</summary>
    public required FineOptions Fine { get; init; }

    /// <summary>How many pairs of ASANs are trained; they vote.</summary>
    public int Members { get; init; } = 1;

    /// <summary>Standard deviation of what is added to β₀ of every member but the first.</summary>
    public double MemberPerturbation { get; init; } = 0.05;

    /// <summary>
    /// Input variants of the members after the first, whose input <see cref="Fine"/> states: they take these in turn, and then it is the
    /// first one's turn again. Empty: all have the same input.
    /// </summary>
    public IReadOnlyList<InputVariant> OtherVariants { get; init; } = [];

    /// <summary>Whether each member trains on a bootstrap sample of its own of the patients, or all on all.</summary>
    public bool Bootstrap { get; init; }

    /// <summary>How the members decide unless <c>predict --vote</c> says otherwise.</summary>
    public Vote Vote { get; init; }

    /// <summary>From which mean probability on a pathology is marked, where the mean decides.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>
    /// How much the slice above and the slice below each count in the probabilities of a slice, beside its own, where the mean decides.
    /// 0: slices are alone, as in the paper.
    /// </summary>
    public double NeighborWeight { get; init; }

    /// <summary>
    /// The least size that a connected part of scar, and of scar and edema, may have beside the largest one of the heart; smaller ones are
    /// taken for mistakes. 0 keeps all, as the paper does.
    /// </summary>
    public double SmallestPart { get; init; }

    /// <summary>
    /// Whether a connected part of scar in one slice alone counts where the largest part lies in several. True in the paper; such parts are
    /// nearly always mistakes.
    /// </summary>
    public bool SingleSliceScar { get; init; } = true;

    /// <summary>
    /// The least mean probability of all scar that is marked for it to be believed; under it the heart has none, unless there is as much
    /// as <see cref="SureVolume"/>. 0 believes all, as the paper does.
    /// </summary>
    public double ScarCertainty { get; init; }

    /// <summary>The same for scar and edema together, where no scar is believed.</summary>
    public double PathologyCertainty { get; init; }

    /// <summary>From how many ml on a find is believed whatever its probability.</summary>
    public double SureVolume { get; init; } = 12;

    /// <summary>
    /// Part of the cases that is kept for validation, at least one; 0 to train on all. Then no weights can be searched for.
    /// </summary>
    public double ValidationPart { get; init; } = 0.2;

    /// <summary>
    /// How many cases of <paramref name="cases"/> are kept for validation: at least one, and at least one is left to train on; none if none
    /// is wanted.
    /// </summary>
    public int ValidationCases(int cases) =>
        ValidationPart == 0 ? 0 : Math.Clamp((int)Math.Round(cases * ValidationPart), 1, Math.Max(1, cases - 1));

    /// <summary>The options of a member's networks.</summary>
    public FineOptions FineOf(int member) => (member % (OtherVariants.Count + 1)) is var turn and > 0
        ? Of(OtherVariants[turn - 1])
        : Fine;

    /// <summary>What no option of the command line sets and no network can be made of; null for nothing.</summary>
    public string? NetworkError()
    {
        foreach (var (name, widths) in new[] { ("locate", Locate.Widths), ("segment", Segment.Widths), ("fine", Fine.Widths) })
        {
            if (widths.Count is < 3 or > 7 || widths.Any(width => width is < 1 or > 4096))
                return $"{name}.widths [{string.Join(", ", widths)}]: expected 3 to 7 whole numbers, 1 to 4096";
        }

        if (Fine.Heads < 1 || Fine.Heads >= Fine.Widths.Count)
            return $"fine.heads {Fine.Heads}: expected a whole number, 1 to {Fine.Widths.Count - 1}";
        if (new[] { Fine.ScarWeights, Fine.PathologyWeights, Fine.InitialLogits }.Any(each => each is not null && each.Count != Fine.Heads))
            return $"fine.scarWeights, pathologyWeights and initialLogits: expected {Fine.Heads} numbers each, one a head, or null";
        if (SegmentPasses < 1) return $"segmentPasses {SegmentPasses}: expected a whole number, 1 or more";
        if (Fine.Architecture is not ("unet" or "nested")) return $"fine.architecture {Fine.Architecture}: expected one of unet, nested";
        return Fine.Normalization is "batch" or "instance" or "group"
            ? null
            : $"fine.normalization {Fine.Normalization}: expected one of batch, instance, group";
    }

    /// <summary>The options with no more candidates side by side than there are threads for.</summary>
    public PipelineOptions WithThreads(int threads) => this with { Fine = Fine with { SideBySide = Math.Min(Fine.SideBySide, threads) } };

    /// <summary>The names of the presets, smallest first.</summary>
    [JsonIgnore]
    public static IReadOnlyList<string> PresetNames { get; } = ["tiny", "quick", "standard", "paper"];

    /// <summary>The options of a preset.</summary>
    /// <exception cref="InputException">There is no such preset.</exception>
    public static PipelineOptions Preset(string name) => name switch
    {
        "tiny" => Tiny,
        "quick" => Quick,
        "standard" => Standard,
        "paper" => Paper,
        _ => throw new InputException($"--preset {name}: expected one of {string.Join(", ", PresetNames)}."),
    };

    /// <summary>For tests: everything runs, nothing is learned well.</summary>
    private static PipelineOptions Tiny { get; } = new()
    {
        Locate = new CoarseOptions { InputSize = 48, Widths = [4, 8, 16], Epochs = 6, BatchSize = 4 },
        Segment = new CoarseOptions { InputSize = 48, Widths = [4, 8, 16], Epochs = 6, BatchSize = 4 },
        Fine = new FineOptions
        {
            InputSize = 48,
            Widths = [4, 8, 16, 16],
            Heads = 3,
            FixedEpochs = 4,
            AutoEpochs = 2,
            Candidates = 3,
            BatchSize = 4,
        },
    };

    /// <summary>
    /// Twenty patients are few: their hearts are turned, stretched and shaded in every way that a heart may be. With an exponential
    /// moving average of the weights and a falling learning rate the last network is a good one, and none has to be picked by four cases.
    /// </summary>
    private static FineOptions ForFewCases { get; } = new()
    {
        Augmentation = new AugmentationOptions
        {
            RotationDegrees = 180,
            Scale = 0.15,
            ShearDegrees = 5,
            TranslationPixels = 4,
            ElasticPixels = 2,
            Brightness = 0.2,
            Contrast = 0.25,
            Gamma = 0.3,
            NoiseDeviation = 0.1,
        },
        CosineSchedule = true,
        EmaDecay = 0.98,
        KeepBest = false,
        Candidates = 4,
        BatchSize = 8,
        MirrorAtInference = true,
    };

    /// <summary>For a few minutes on two cores.</summary>
    private static PipelineOptions Quick { get; } = new()
    {
        Locate = new CoarseOptions { InputSize = 96, Widths = [8, 16, 32, 64], Epochs = 80, BatchSize = 8 },
        Segment = new CoarseOptions { InputSize = 96, Widths = [8, 16, 32, 64], Epochs = 80, BatchSize = 8 },
        Fine = ForFewCases with
        {
            InputSize = 96,
            Widths = [12, 24, 48, 96, 96],
            FixedEpochs = 54,
            AutoEpochs = 6,
        },
        Vote = Vote.Mean,
        Threshold = 0.4,
        NeighborWeight = 0.15,
        SmallestPart = 0.2,
        SingleSliceScar = false,
        ScarCertainty = 0.74,
        PathologyCertainty = 0.74,
    };

    /// <summary>
    /// For under 45 minutes on two cores: a CASN of three that outline together, and three pairs of ASANs of the quick kind, each with an
    /// input variant of its own. With so few cases larger networks, finer images, more epochs, more pairs and found weights gained nothing;
    /// a vote among networks that see the heart differently does. All cases are trained on: nothing is chosen that some would have to judge.
    /// </summary>
    private static PipelineOptions Standard { get; } = Quick with
    {
        Locate = new CoarseOptions { InputSize = 128, Widths = [12, 24, 48, 96], Epochs = 50, BatchSize = 8, CosineSchedule = true },
        Segment = new CoarseOptions
        {
            InputSize = 128,
            Widths = [12, 24, 48, 96],
            Epochs = 50,
            BatchSize = 8,
            CosineSchedule = true,
            EmaDecay = ForFewCases.EmaDecay,
            KeepBest = false,
            Augmentation = ForFewCases.Augmentation with { RotationDegrees = 30 },
        },
        SegmentMembers = 3,
        MirrorCoarse = true,
        Members = 3,
        OtherVariants = [new(["C0", "DE", "T2"], MaskOut: false), new(["DE", "T2"], MaskOut: false, Polar: true)],
        Fine = Quick.Fine with { Sequences = ["C0", "DE", "T2"], Finder = WeightFinder.Fixed },
        ValidationPart = 0,
    };

    private FineOptions Of(InputVariant variant) => Fine with
    {
        Sequences = variant.Sequences,
        MaskOut = variant.MaskOut,
        Polar = variant.Polar,
    };

    /// <summary>The constants of the paper.</summary>
    private static PipelineOptions Paper { get; } = new()
    {
        Locate = new CoarseOptions(),
        Segment = new CoarseOptions { InputSize = 192 },
        Fine = new FineOptions(),
        ValidationPart = 2.0 / 25,
    };
}
