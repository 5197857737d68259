using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary>Every constant of the method as an option of <c>train</c>; what is left out is the preset's.</summary>
internal sealed class ConstantOptions
{
    private readonly List<Func<ParseResult, PipelineOptions, PipelineOptions>> changes = [];
    private readonly List<(Option Option, Func<PipelineOptions, string> Read)> options = [];

    private readonly Func<PipelineOptions, PipelineOptions> own;

    /// <param name="own">What the command changes of a preset before its options do; null for nothing.</param>
    public ConstantOptions(Func<PipelineOptions, PipelineOptions>? own = null)
    {
        this.own = own ?? (preset => preset);
        Number("--members", "N", "Pairs of ASANs that vote.", o => o.Members, 1, 99, (o, v) => o with { Members = v });
        Real(
            "--member-perturbation", "Standard deviation of what is added to β₀ of every member but the first.", o => o.MemberPerturbation,
            0, 10, (o, v) => o with { MemberPerturbation = v });
        Add<string>(
            "--other-variants", "VARIANTS",
            "Input variants of the members after the first, which take turns: none, or such as DE+T2:inside,C0+DE+T2:whole:polar " +
            "(inside: all outside the ventricle is masked out; polar: as --polar).",
            o => InputVariant.Write(o.OtherVariants), (o, v) => o with { OtherVariants = InputVariant.Read(v)! },
            option => option.Accept(
                v => InputVariant.Read(v) is not null,
                "none, or sequences out of C0, DE, T2 joined by +, then :inside or :whole, then :polar if wished, with commas between " +
                "variants"));
        Switch(
            "--bootstrap", "Whether each member trains on a bootstrap sample of the patients.", o => o.Bootstrap,
            (o, v) => o with { Bootstrap = v });
        Number(
            "--crop-size", "PX", "Side of the middle of each slice that CASN sees first.", o => o.CropSize, 32, 4096,
            (o, v) => o with { CropSize = v });
        Number(
            "--locate-size", "PX", "Side of the first coarse network's input.", o => o.Locate.InputSize, 16, 2048,
            (o, v) => o with { Locate = o.Locate with { InputSize = v } });
        Number(
            "--segment-size", "PX", "Side of the second coarse network's input.", o => o.Segment.InputSize, 16, 2048,
            (o, v) => o with { Segment = o.Segment with { InputSize = v } });
        Number(
            "--coarse-epochs", "N", "Epochs of each coarse network.", o => o.Locate.Epochs, 1, 100_000,
            (o, v) => o with { Locate = o.Locate with { Epochs = v }, Segment = o.Segment with { Epochs = v } });
        Number(
            "--coarse-batch", "N", "Slices a step of the coarse networks.", o => o.Locate.BatchSize, 1, 1024,
            (o, v) => o with { Locate = o.Locate with { BatchSize = v }, Segment = o.Segment with { BatchSize = v } });
        Number(
            "--segment-members", "N", "Second coarse networks that outline the ventricle together.", o => o.SegmentMembers, 1, 99,
            (o, v) => o with { SegmentMembers = v });
        Switch(
            "--coarse-mirror", "Test-time augmentation: whether CASN outlines the image and its three mirror images; their mean counts.",
            o => o.MirrorCoarse, (o, v) => o with { MirrorCoarse = v });
        Switch(
            "--blood-class", "Whether the second coarse networks tell blood from wall, so that volumes are parts of a measured wall.",
            o => o.Segment.BloodClass, (o, v) => o with { Segment = o.Segment with { BloodClass = v } });
        Number(
            "--margin", "PX", "Margin around the ventricle's rectangle.", o => o.Fine.MarginPixels, 0, 1000,
            (o, v) => Fine(o, o.Fine with { MarginPixels = v }));
        Switch(
            "--mask-out", "Whether all outside the ventricle is masked out for an ASAN.", o => o.Fine.MaskOut,
            (o, v) => Fine(o, o.Fine with { MaskOut = v }));
        Real(
            "--mask-growth", "By how many pixels the ventricle is grown first; no pathology is marked outside.", o => o.Fine.MaskGrowth, 0,
            1000, (o, v) => Fine(o, o.Fine with { MaskGrowth = v }));
        Number(
            "--input-size", "PX", "Side of ASAN's input.", o => o.Fine.InputSize, 16, 2048,
            (o, v) => Fine(o, o.Fine with { InputSize = v }));
        Switch(
            "--neighbor-slices", "Whether an ASAN also sees the slices above and below.", o => o.Fine.NeighborSlices,
            (o, v) => Fine(o, o.Fine with { NeighborSlices = v }));
        Add<string>(
            "--sequences", "NAMES", "Sequences that an ASAN sees: some of C0, DE, T2, joined by +.", o => string.Join('+', o.Fine.Sequences),
            (o, v) => Fine(o, o.Fine with { Sequences = InputVariant.ReadSequences(v)! }),
            option => option.Accept(v => InputVariant.ReadSequences(v) is not null, "sequences out of C0, DE, T2 joined by +"));
        Switch(
            "--polar", "Whether an ASAN sees the heart in polar coordinates.", o => o.Fine.Polar,
            (o, v) => Fine(o, o.Fine with { Polar = v }));
        Switch(
            "--pool-class", "Whether the left ventricle's blood is a class of its own for an ASAN, or background.", o => o.Fine.PoolClass,
            (o, v) => Fine(o, o.Fine with { PoolClass = v }));
        Switch(
            "--one-for-both", "Whether one ASAN marks scar and edema as classes, in place of two.", o => o.Fine.OneForBoth,
            (o, v) => Fine(o, o.Fine with { OneForBoth = v }));
        Number(
            "--fixed-epochs", "N", "Epochs with fixed weights.", o => o.Fine.FixedEpochs, 0, 100_000,
            (o, v) => Fine(o, o.Fine with { FixedEpochs = v }));
        Number(
            "--auto-epochs", "N", "Auto-weighted epochs after them.", o => o.Fine.AutoEpochs, 0, 100_000,
            (o, v) => Fine(o, o.Fine with { AutoEpochs = v }));
        Number(
            "--candidates", "K", "Candidates of an auto-weighted epoch.", o => o.Fine.Candidates, 1, 1000,
            (o, v) => Fine(o, o.Fine with { Candidates = v }));
        Number(
            "--side-by-side", "N",
            "Candidates that train at once, a thread each; 1: one by one with all threads. The last bits depend on it.",
            o => o.Fine.SideBySide, 1, 1024, (o, v) => Fine(o, o.Fine with { SideBySide = v }));
        Choice(
            "--finder", WeightFinder.Names,
            "Who finds the weights of the heads; fixed: equal weights to the end, at the cost of one candidate.", o => o.Fine.Finder,
            (o, v) => Fine(o, o.Fine with { Finder = v }));
        Choice(
            "--controller", WeightFinder.ControllerNames, "The controller's settings.", o => o.Fine.Controller,
            (o, v) => Fine(o, o.Fine with { Controller = v }));
        Real(
            "--initial-beta", "β₀ of the final head; half of it for the others.", o => o.Fine.InitialFinalLogit, -100, 100,
            (o, v) => Fine(o, o.Fine with { InitialFinalLogit = v }));
        Real(
            "--weight-step", "Δβ, what an action changes β by.", o => Of(o).Actions[^1], 1e-9, 100,
            (o, v) => Fine(o, o.Fine with { WeightStep = v }));
        Real(
            "--policy-learning-rate", "Learning rate of the policy.", o => Of(o).Optimizer.LearningRate, 1e-12, 1000,
            (o, v) => Fine(o, o.Fine with { PolicyLearningRate = v }));
        Real(
            "--policy-deviation", "σ of the policy's first parameters.", o => Of(o).InitialDeviation, 0, 100,
            (o, v) => Fine(o, o.Fine with { PolicyDeviation = v }));
        Real(
            "--baseline-rate", "γ of the running baseline.", o => Of(o).BaselineRate, 1e-9, 1,
            (o, v) => Fine(o, o.Fine with { BaselineRate = v }));
        Real(
            "--reward-shift", "What is added to the Dice before the exponent.", o => Of(o).Transform.Shift, -1, 1000,
            (o, v) => Fine(o, o.Fine with { RewardShift = v }));
        Real(
            "--reward-exponent", "The reward's exponent.", o => Of(o).Transform.Exponent, 1e-9, 100,
            (o, v) => Fine(o, o.Fine with { RewardExponent = v }));
        Number(
            "--batch-size", "N", "Slices a step of an ASAN.", o => o.Fine.BatchSize, 1, 1024,
            (o, v) => Fine(o, o.Fine with { BatchSize = v }));
        Real(
            "--learning-rate", "Adam's learning rate of an ASAN.", o => o.Fine.LearningRate, 1e-12, 1000,
            (o, v) => Fine(o, o.Fine with { LearningRate = v }));
        Switch(
            "--cosine", "Whether the learning rate of an ASAN falls along half a cosine over all its epochs.", o => o.Fine.CosineSchedule,
            (o, v) => Fine(o, o.Fine with { CosineSchedule = v }));
        Real(
            "--ema-decay", "Decay of the exponential moving average of an ASAN's weights, which is then what is judged and kept; 0: none.",
            o => o.Fine.EmaDecay ?? 0, 0, 0.99999, (o, v) => Fine(o, o.Fine with { EmaDecay = v == 0 ? null : v }));
        Switch(
            "--keep-best", "Whether the ASAN that validated best is kept, or the last one.", o => o.Fine.KeepBest,
            (o, v) => Fine(o, o.Fine with { KeepBest = v }));
        Real(
            "--cross-entropy", "λ, the weight of cross-entropy beside Dice.", o => o.Fine.CrossEntropyWeight, 0, 1000,
            (o, v) => Fine(o, o.Fine with { CrossEntropyWeight = v }));
        Choice(
            "--dice", ["slice", "batch"], "What Dice is taken of in an ASAN's loss: each slice, or a batch of them.",
            o => o.Fine.DiceAggregation == DiceAggregation.Batch ? "batch" : "slice",
            (o, v) => Fine(o, o.Fine with
            {
                DiceAggregation = v == "batch" ? DiceAggregation.Batch : DiceAggregation.PerSample,
            }));
        Real(
            "--flip", "Probability that an ASAN's training slices are mirrored left and right, and the same top and bottom.",
            o => o.Fine.Augmentation.FlipHorizontal, 0, 1,
            (o, v) => Fine(o, o.Fine with { Augmentation = o.Fine.Augmentation with { FlipHorizontal = v, FlipVertical = v } }));
        Real(
            "--rotation", "Rotation of an ASAN's training slices, up to ± this many degrees.", o => o.Fine.Augmentation.RotationDegrees, 0,
            180, (o, v) => Fine(o, o.Fine with { Augmentation = o.Fine.Augmentation with { RotationDegrees = v } }));
        Real(
            "--brightness", "Brightness change of an ASAN's training slices, up to ± this part.", o => o.Fine.Augmentation.Brightness, 0, 1,
            (o, v) => Fine(o, o.Fine with { Augmentation = o.Fine.Augmentation with { Brightness = v } }));
        Switch(
            "--mirror", "Test-time augmentation: whether an ASAN's predictions are averaged over the image and its three mirror images.",
            o => o.Fine.MirrorAtInference, (o, v) => Fine(o, o.Fine with { MirrorAtInference = v }));
        Real(
            "--threshold", "From which mean probability on a pathology is marked, where members decide by their mean.", o => o.Threshold, 0.05,
            0.95, (o, v) => o with { Threshold = v });
        Real(
            "--neighbor-weight",
            "How much the slices above and below each count in a slice's probabilities, where members decide by their mean.",
            o => o.NeighborWeight, 0, 0.33, (o, v) => o with { NeighborWeight = v });
        Real(
            "--scar-certainty", "A heart's scar is believed from this mean probability on, or from --sure-volume on.",
            o => o.ScarCertainty, 0, 1, (o, v) => o with { ScarCertainty = v });
        Real(
            "--pathology-certainty", "The same for scar and edema together, where no scar is believed.",
            o => o.PathologyCertainty, 0, 1, (o, v) => o with { PathologyCertainty = v });
        Real(
            "--sure-volume", "From how many ml on a find is believed whatever its probability.", o => o.SureVolume, 0, 10_000,
            (o, v) => o with { SureVolume = v });
        Real(
            "--smallest-part", "Connected parts of scar, and of scar and edema, smaller than this part of the largest one are left out.",
            o => o.SmallestPart, 0, 1, (o, v) => o with { SmallestPart = v });
        Switch(
            "--single-slice-scar", "Whether a connected part of scar in one slice alone counts where the largest part lies in several.",
            o => o.SingleSliceScar, (o, v) => o with { SingleSliceScar = v });
        Real(
            "--validation-part", "Part of the cases kept to validate by; 0 to train on all.", o => Math.Round(o.ValidationPart, 3), 0, 0.9,
            (o, v) => o with { ValidationPart = v });
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var (option, _) in options) command.Add(option);
    }

    /// <summary>What of a record's options no command line would let in, and no network could be made of; null for nothing.</summary>
    public static string? ErrorOf(PipelineOptions made)
    {
        var constants = new ConstantOptions();
        var command = new RootCommand();
        constants.AddTo(command);
        try
        {
            string[] words = [.. constants.options.SelectMany(one => new[] { one.Option.Name, one.Read(made) })];
            return CheckedOption.ErrorOf(command.Parse(words)) ?? made.NetworkError();
        }
        catch (InputException error)
        {
            // An unknown controller, whose settings other options are read from.
            return error.Message.TrimEnd('.');
        }
    }

    /// <summary>The change that a command line asks for: of a preset's options, or of none.</summary>
    public Func<PipelineOptions, PipelineOptions> Change(ParseResult parsed) =>
        preset => changes.Aggregate(preset, (made, change) => change(parsed, made));

    /// <summary>The change that a variant's options ask for.</summary>
    /// <exception cref="InputException">They are not such options.</exception>
    public static Func<PipelineOptions, PipelineOptions> Parse(string name, string text)
    {
        var constants = new ConstantOptions();
        var command = new RootCommand();
        constants.AddTo(command);
        var parsed = command.Parse(text);
        return CheckedOption.ErrorOf(parsed) is { } wrong
            ? throw new InputException($"--variant {name}: {wrong}.")
            : constants.Change(parsed);
    }

    private static PipelineOptions Fine(PipelineOptions options, FineOptions fine) => options with { Fine = fine };

    private static ReinforceOptions Of(PipelineOptions options) => WeightFinder.Reinforce(options.Fine);

    private void Number(
        string name, string help, string description, Func<PipelineOptions, int> read, int least, int most,
        Func<PipelineOptions, int, PipelineOptions> with) =>
        Add<int?>(
            name, help, description, options => $"{read(options)}", (made, value) => with(made, value!.Value),
            option => option.Within(least, most));

    private void Real(
        string name, string description, Func<PipelineOptions, double> read, double least, double most,
        Func<PipelineOptions, double, PipelineOptions> with) =>
        Add<double?>(
            name, "X", description, options => FormattableString.Invariant($"{read(options)}"),
            (made, value) => with(made, value!.Value), option => option.Within(least, most));

    private void Switch(
        string name, string description, Func<PipelineOptions, bool> read, Func<PipelineOptions, bool, PipelineOptions> with) =>
        Add<bool?>(
            name, "true|false", description, options => read(options) ? "true" : "false", (made, value) => with(made, value!.Value),
            _ => { });

    private void Choice(
        string name, IReadOnlyList<string> names, string description, Func<PipelineOptions, string> read,
        Func<PipelineOptions, string, PipelineOptions> with) =>
        Add<string>(name, string.Join('|', names), description, read, with, option => option.Among([.. names]));

    private void Add<T>(
        string name, string help, string description, Func<PipelineOptions, string> read, Func<PipelineOptions, T, PipelineOptions> with,
        Action<Option<T>> check)
    {
        var option = new Option<T>(name) { Description = $"{description} {Defaults(read)}", HelpName = help };
        check(option);
        options.Add((option, read));
        changes.Add((parsed, made) => parsed.GetValue(option) is { } value ? with(made, value) : made);
    }

    /// <summary>What the presets have: one value where all agree.</summary>
    private string Defaults(Func<PipelineOptions, string> read)
    {
        var values = PipelineOptions.PresetNames.Where(name => name != "tiny")
            .Select(name => (Name: name, Value: read(own(PipelineOptions.Preset(name))))).ToArray();
        return values.Select(preset => preset.Value).Distinct().Count() == 1
            ? $"[default: {values[0].Value}]"
            : $"[{string.Join(", ", values.Select(preset => $"{preset.Name}: {preset.Value}"))}]";
    }
}
