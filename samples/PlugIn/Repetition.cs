namespace Awsnet.Components.Samples;

/// <summary>An experiment with one seed: the arms, trained on one split and scored on its last part.</summary>
internal sealed class Repetition(Study study, Plan plan, string folder)
{
    /// <summary>Trains all arms, or resumes what a stopped one left in the folder, and adds their scores.</summary>
    public void Run(Func<string, string> named, MetricTable scores, CancellationToken cancellation)
    {
        var parts = study.Split(plan.Seed, folder, $"slices, size {plan.Size}, batch size {plan.BatchSize}");
        Console.WriteLine($"{parts[0].Count} scans to train on, {parts[1].Count} to validate, {parts[2].Count} to score.");
        ScanSet[] sets = [.. parts.Select(part => new ScanSet(part, study, plan.Size))];
        Dictionary<string, byte[][]> predictions = [];
        foreach (string arm in study.Arms)
        {
            using var network = Train(arm, sets[0], sets[1], cancellation);
            predictions[arm] = [.. sets[2].Scans.Select(scan => sets[2].Predict(network, scan))];
            foreach (var (scan, predicted) in sets[2].Scans.Zip(predictions[arm]))
                scores.Add(named(scan.Id), SegmentationMetrics.EvaluateLabels<byte>(
                    predicted, scan.Labels, scan.Grid, study.Scheme, new() { SingletonAxes = SingletonAxes.Squeeze })
                    .Select(found => found with { Structure = $"{arm}: {found.Structure} {scan.Part}".TrimEnd() }));
        }
        OverlaySheet.Write(Path.Combine(folder, "overlays.png"), sets[2].Scans, predictions);
    }

    /// <summary>The network of an arm that validated best.</summary>
    private DeepSupervisedUNet Train(string arm, ScanSet training, ScanSet validation, CancellationToken cancellation)
    {
        WeightSpace heads = Asan.HeadWeights(arm.EndsWith('S') ? plan.Widths.Length - 1 : 1);
        var loss = new DiceCrossEntropyOptions { CrossEntropyWeight = 0.25 };
        var task = new TrainingTask<DeepSupervisedUNet, TensorBatch>
        {
            Network = () => Network(arm, heads.Count),
            LossNames = heads.Names,
            BatchesPerEpoch = training.Batches(plan.BatchSize),
            Batches = seed => training.Shuffled(seed, plan.BatchSize),
            Loss = (network, batch, weights) =>
                DeepSupervision.Sum(network.call(batch.Input).Heads, batch.Target, weights.Values.AsSpan(), loss),
            Evaluate = (network, _) => validation.Score(network),
        };
        // As many epochs with as without a controller; those with one train K candidates each.
        int auto = arm.EndsWith("DAS") ? plan.AutoEpochs : 0;
        var options = new TrainingOptions
        {
            FixedEpochs = plan.Epochs - auto,
            AutoEpochs = auto,
            Seed = plan.Seed,
            Search = new() { Candidates = plan.Candidates, TrainEqualProposalsOnce = true },
        };
        var controller = auto > 0 ? new ReinforceController(heads, ReinforceOptions.PaperFaithful with { Seed = plan.Seed }) : null;
        using var run = new AutoWeightedTraining<DeepSupervisedUNet, TensorBatch>(task, options, controller);
        run.Run(Path.Combine(folder, arm), resume: true, new EpochLines(arm, every: 5), cancellation);
        var trained = Network(arm, heads.Count);
        using var gradients = no_grad();
        NetworkWeights.Load(trained, NetworkWeights.Export(run.Network));
        trained.eval();
        return trained;
    }

    private DeepSupervisedUNet Network(string arm, int heads) => new(new DeepSupervisedUNetOptions
    {
        InputChannels = 1,
        Classes = study.Scheme.Labels.Count,
        Widths = plan.Widths,
        Heads = heads,
        ChannelsLast = true,
        SkipGate = arm.Contains("PAM")
            ? skip => new PixelAttentionGate(new() { SkipChannels = skip.SkipChannels, GateChannels = skip.GateChannels })
            : null,
    });
}
