namespace Awsnet.Components.Samples;

/// <summary>
/// Trains one network in 3-D on whole stacks of the heart, with the gate and a head on every decoder level, and scores it on patients
/// that it never saw.
/// </summary>
internal sealed class StackExperiment(Study study, Plan plan, string output)
{
    /// <summary>
    /// Slices lie 5 to 10 mm apart and pixels 1.5 to 3: the first two levels leave the depth alone. Single stacks in a step: instance
    /// normalization.
    /// </summary>
    private DeepSupervisedUNetOptions Options => new()
    {
        InputChannels = 1,
        Classes = study.Scheme.Labels.Count,
        Widths = plan.Widths,
        SpatialDimensions = 3,
        Pooling = [.. Enumerable.Range(0, plan.Widths.Length - 1).Select(level => level < 2 ? (1, 2, 2) : (2, 2, 2))],
        Kernels = [.. Enumerable.Range(0, plan.Widths.Length).Select(level => level < 2 ? (1, 3, 3) : (3, 3, 3))],
        Normalization = UNetNormalization.Instance,
        SkipGate = skip => new PixelAttentionGate(new()
        {
            SkipChannels = skip.SkipChannels,
            GateChannels = skip.GateChannels,
            SpatialDimensions = skip.SpatialDimensions,
            Normalization = GateNormalization.Instance,
        }),
    };

    /// <summary>Trains, or resumes what a stopped run left in the folder, and scores.</summary>
    public void Run(CancellationToken cancellation)
    {
        var parts = study.Split(plan.Seed, output, $"stacks, size {plan.Size}");
        Console.WriteLine($"{parts[0].Count} stacks to train on, {parts[1].Count} to validate, {parts[2].Count} to score.");
        StackSet[] sets = [.. parts.Select(part => new StackSet(part, study, plan.Size))];
        using var network = Train(sets[0], sets[1], cancellation);
        var scores = new MetricTable([MetricColumn.Dice, MetricColumn.Assd]);
        for (int index = 0; index < sets[2].Scans.Count; index++)
        {
            Scan scan = sets[2].Scans[index];
            byte[] predicted = sets[2].Predict(network, index);
            scores.Add(scan.Id, SegmentationMetrics.EvaluateLabels<byte>(
                predicted, scan.Labels, scan.Grid, study.Scheme, new() { SingletonAxes = SingletonAxes.Squeeze })
                .Select(found => found with { Structure = $"{found.Structure} {scan.Part}" }));
        }
        scores.Save(Path.Combine(output, "results.md"));
        scores.Save(Path.Combine(output, "results.csv"));
        Console.WriteLine($"{scores.ToMarkdown()}\nWritten to {output}: results.md, results.csv (every stack).");
    }

    private DeepSupervisedUNet Train(StackSet training, StackSet validation, CancellationToken cancellation)
    {
        string[] heads = [.. SupervisedNetwork.NamesOf(Options)];
        Console.WriteLine($"Heads: {string.Join(", ", heads)}.");
        double[] equal = [.. heads.Select(_ => 1.0 / heads.Length)];
        var task = new TrainingTask<DeepSupervisedUNet, TensorBatch>
        {
            Network = () => new DeepSupervisedUNet(Options),
            LossNames = [.. heads],
            BatchesPerEpoch = training.Scans.Count,
            Batches = training.Shuffled,
            Loss = (network, batch, _) => DeepSupervision.Sum(network.call(batch.Input).Heads, batch.Target, equal),
            Evaluate = (network, _) => validation.Score(network),
        };
        var options = new TrainingOptions { FixedEpochs = plan.Epochs, AutoEpochs = 0, Seed = plan.Seed };
        using var run = new AutoWeightedTraining<DeepSupervisedUNet, TensorBatch>(task, options, controller: null);
        run.Run(Path.Combine(output, "3-D"), resume: true, new EpochLines("3-D", every: 5), cancellation);
        var trained = new DeepSupervisedUNet(Options);
        NetworkWeights.Load(trained, NetworkWeights.Export(run.Network));
        trained.eval();
        return trained;
    }
}
