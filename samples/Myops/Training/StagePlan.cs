using System.Collections.Immutable;

namespace Awsnet.Components.Myops;

/// <summary>The stages of a run, made from its cases one after the other.</summary>
internal sealed class StagePlan(RunRecord record, IReadOnlyList<MyoPsVolume> cases)
{
    private const int SeedsOfAMember = 16;

    // A U-Net++ of the same widths computes about three times as much.
    private const double NestedCost = 3;

    private const int CasesToWatch = 3;

    private readonly HashSet<string> validationCases = [.. record.ValidationCases];

    private PipelineOptions Options => record.Options;

    private CasnOptions CasnShape => Networks.Casn(Options, record.Compute);

    /// <summary>Names, purposes and relative costs, in order, before anything is made.</summary>
    public static IReadOnlyList<StageRow> Rows(RunRecord record)
    {
        var options = record.Options;
        StageRow[] coarse =
        [
            new(Stage.Locate, "finds the left ventricle", Cost(options.Locate)),
            .. Enumerable.Range(0, options.SegmentMembers).Select(member => new StageRow(
                Stage.OfMember(Stage.Segment, member), Numbered("outlines it", member, options.SegmentMembers), Cost(options.Segment))),
        ];
        (string Stage, string Purpose)[] targets = options.Fine.OneForBoth
            ? [(Stage.Both, "scar, edema")]
            : [(Stage.Scar, "scar"), (Stage.Pathology, "scar and edema")];
        var fine =
            from member in Enumerable.Range(0, options.Members)
            from target in targets
            select new StageRow(
                Stage.OfMember(target.Stage, member), Numbered(target.Purpose, member, options.Members), Cost(options.Fine))
            {
                Searches = options.Fine.Searches,
            };
        return [.. record.CoarseRun is null ? coarse : [], .. record.CoarseOnly ? [] : fine];
    }

    /// <summary>Makes the samples and settings of a stage.</summary>
    public Stage Create(string name) => name switch
    {
        Stage.Locate => Coarse(name, Options.Locate, 1, ventricle => [Casn.LocateRegion(ventricle.Height, ventricle.Width, CasnShape)]),
        _ => Enumerable.Range(0, Options.SegmentMembers).Select(member => Segment(name, member))
            .Concat(Enumerable.Range(0, Options.Members).Select(member => Fine(name, member))).FirstOrDefault(stage => stage is not null)
            ?? throw new ArgumentOutOfRangeException(nameof(name), name, "The run has no such stage."),
    };

    private Stage? Segment(string name, int member) => name == Stage.OfMember(Stage.Segment, member)
        ? Coarse(name, Options.Segment, 2 + (SeedsOfAMember * member), ventricle => TrainingRegions.Of(
            ventricle, CasnShape, Options.Segment.OtherRectangles, Seed(5 + (SeedsOfAMember * member))))
        : null;

    private Stage? Fine(string name, int member) =>
        name == Stage.OfMember(Stage.Scar, member) ? Fine(name, member, MyoPsTarget.Scar, [("scar", [2])], Options.Fine.ScarWeights, 3)
        : name == Stage.OfMember(Stage.Pathology, member) ? Fine(
            name, member, MyoPsTarget.ScarAndEdema, [("scar+edema", [2])], Options.Fine.PathologyWeights, 4)
        : name == Stage.OfMember(Stage.Both, member) ? Fine(
            name, member, MyoPsTarget.ScarEdemaMyocardium, [("scar", [1]), ("scar+edema", [1, 2])], null, 3)
        : null;

    private Stage Coarse(string name, CoarseOptions options, long seedOffset, Func<Ventricle, IReadOnlyList<GridMapping>> regions)
    {
        List<Sample> training = [], validation = [];
        for (var i = 0; i < cases.Count; i++)
        {
            var volume = cases[i];
            var normalized = NormalizedCase.Create(volume, Options.CropSize);
            var ventricle = Ventricle.FromLabels(volume);
            var mappings = regions(ventricle);
            var classes = options.BloodClass ? ventricle.WithBlood() : ventricle.Mask;
            for (var z = 0; z < volume.Slices; z++)
            {
                var slice = z;
                SetOf(volume, training, validation).Add(new Sample(i, [.. mappings.Select(mapping =>
                    new SampleCrop(normalized.Slice(slice, mapping), Labels(mapping, volume.Slice(classes, slice))))]));
            }
        }

        return new Stage
        {
            Name = name,
            Network = () => Networks.Coarse(options, Options, record.Compute),
            Targets = options.BloodClass ? [("ventricle", [1, 2]), ("blood", [2])] : [("ventricle", [1])],
            Training = new SampleSet(3, options.InputSize, training),
            Validation = new SampleSet(3, options.InputSize, ToWatch(training, validation)),
            Augmentation = options.Augmentation,
            Loss = new DiceCrossEntropyOptions { CrossEntropyWeight = options.CrossEntropyWeight },
            BatchSize = options.BatchSize,
            LearningRate = options.LearningRate,
            Options = new TrainingOptions
            {
                FixedEpochs = options.Epochs,
                AutoEpochs = 0,
                Seed = Seed(seedOffset),
                Threads = record.Threads,
                Schedule = Schedule(options.CosineSchedule),
                EmaDecay = options.EmaDecay,
                KeepBest = options.KeepBest,
            },
        };
    }

    private Stage Fine(
        string name, int member, MyoPsTarget target, IReadOnlyList<(string Name, ImmutableArray<long> Classes)> scored,
        IReadOnlyList<double>? weights, long seedOffset)
    {
        var options = PerturbedOf(member).ForTraining();
        var seed = Seed(seedOffset + (SeedsOfAMember * member));
        var polar = options.Polar ? new PolarGrid(options.InputSize) : null;
        List<Sample> training = [], validation = [];
        foreach (var index in CasesOf(member)) AddFineSamples(index, target, options, SetOf(cases[index], training, validation));
        return new Stage
        {
            Name = name,
            Network = () => Networks.Fine(options, record.Compute),
            Heads = options.Heads,
            Targets = scored,
            Training = new SampleSet(options.Channels, options.InputSize, training, polar),
            Validation = new SampleSet(options.Channels, options.InputSize, ToWatch(training, validation), polar),
            Augmentation = options.Augmentation,
            Loss = new DiceCrossEntropyOptions
            {
                CrossEntropyWeight = options.CrossEntropyWeight,
                Dice = new DiceOptions
                {
                    Aggregation = options.DiceAggregation,
                    Reduction = options.DiceReduction,
                    IncludeBackground = options.DiceOfBackground,
                },
            },
            BatchSize = options.BatchSize,
            LearningRate = options.LearningRate,
            Options = new TrainingOptions
            {
                FixedEpochs = options.FixedEpochs,
                AutoEpochs = options.AutoEpochs,
                FixedWeights = weights is null ? null : LossWeights.Of(WeightFinder.Space(options).Names, [.. weights]),
                Seed = seed,
                Threads = record.Threads,
                Schedule = Schedule(options.CosineSchedule),
                EmaDecay = options.EmaDecay,
                KeepBest = options.KeepBest,
                Search = new WeightSearchOptions
                {
                    Candidates = options.Candidates,
                    Parallelism = Math.Min(options.SideBySide, options.Candidates),
                    TrainEqualProposalsOnce = true,
                },
            },
            Controller = options.AutoEpochs == 0 ? null : () => WeightFinder.Create(options, seed),
            TrainedWeights = options.Finder == WeightFinder.Gradient ? WeightFinder.Space(options) : null,
        };
    }

    /// <summary>The member's options with its β₀: all but the first one's are slightly off.</summary>
    private FineOptions PerturbedOf(int member) => member == 0 ? Options.Fine : Options.FineOf(member) with
    {
        InitialLogits = WeightPerturbation.Perturb(
            WeightFinder.Space(Options.Fine).InitialLogits.AsSpan(), member,
            new PerturbationOptions { Scale = Options.MemberPerturbation, Seed = Seed(6) }),
    };

    /// <summary>The cases, by number: each once, or with bagging the member's own draw of those to train on.</summary>
    private IEnumerable<int> CasesOf(int member)
    {
        int[] all = [.. Enumerable.Range(0, cases.Count)];
        if (!Options.Bootstrap) return all;
        int[] training = [.. all.Where(index => !validationCases.Contains(cases[index].Id))];
        var drawn = new BootstrapSampler(training.Length, new BootstrapOptions { Seed = Seed(7) }).Draw(member);
        return [.. drawn.InBag.Select(index => training[index]).Order(), .. all.Except(training)];
    }

    private void AddFineSamples(int index, MyoPsTarget target, FineOptions options, List<Sample> samples)
    {
        var volume = cases[index];
        var ventricle = Ventricle.FromLabels(volume);
        // CASN's outline will be off by some pixels this way or that: train with it drawn wider and narrower.
        double[] changes = options.MaskOut ? [0, -2, 2] : [0];
        FineInput[] inputs =
        [
            .. changes.Select(change => FineInput.Create(volume, ventricle, options, Math.Max(0, options.MaskGrowth + change)))
                .OfType<FineInput>()
        ];
        if (inputs.Length == 0) return;
        var classes = new byte[volume.Labels!.Length];
        MyoPsLabels.ToClasses(volume.Labels, target, classes);
        if (options.PoolClass)
        {
            for (var i = 0; i < classes.Length; i++)
            {
                if (volume.Labels[i] == MyoPsLabels.LeftVentricleBlood) classes[i] = (byte)(options.Classes - 1);
            }
        }

        for (var z = 0; z < volume.Slices; z++)
        {
            if (!ventricle.IsIn(z)) continue;
            var slice = z;
            var labels = Labels(inputs[0].Region.Mapping, volume.Slice(classes, z));
            samples.Add(new Sample(index, [.. inputs.Select(input => new SampleCrop(input.Slice(slice), labels))]));
        }
    }

    /// <summary>
    /// What a network is judged by while it trains: the cases kept for that, or some of those it trains on where none is kept. Then it
    /// only shows whether the network finds anything.
    /// </summary>
    private static IReadOnlyList<Sample> ToWatch(List<Sample> training, List<Sample> validation)
    {
        if (validation.Count > 0) return validation;
        int[] groups = [.. training.Select(sample => sample.Group).Distinct().Take(CasesToWatch)];
        return [.. training.Where(sample => groups.Contains(sample.Group))];
    }

    private static byte[] Labels(GridMapping mapping, ReadOnlySpan<byte> classes)
    {
        var labels = new byte[mapping.Height * mapping.Width];
        mapping.LabelsToNetwork(classes, labels);
        return labels;
    }

    private List<Sample> SetOf(MyoPsVolume volume, List<Sample> training, List<Sample> validation) =>
        validationCases.Contains(volume.Id) ? validation : training;

    private static string Numbered(string purpose, int member, int members) =>
        members == 1 ? purpose : $"{purpose}, member {member + 1} of {members}";

    private static LearningRateSchedule Schedule(bool cosine) => cosine ? LearningRateSchedule.Cosine(0.02) : LearningRateSchedule.Constant;

    private long Seed(long offset) => SplitMix64.DeriveSeed(record.Seed + offset);

    // Pixels times squared top width stands for all levels: each further one has a quarter of the pixels and four times the products.
    private static double Cost(CoarseOptions options) => options.Epochs * Work(options.InputSize, options.Widths);

    private static double Cost(FineOptions options) =>
        (options.FixedEpochs + (options.AutoEpochs * (options.Searches ? options.Candidates : 1)))
            * Work(options.InputSize, options.Widths) * (options.Architecture == "nested" ? NestedCost : 1);

    private static double Work(int size, IReadOnlyList<int> widths)
    {
        double work = 0;
        for (var level = 0; level < widths.Count; level++) work += (double)size * size / Math.Pow(4, level) * widths[level] * widths[level];
        return work;
    }
}
