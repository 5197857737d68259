namespace Awsnet.Components.Samples;

/// <summary>
/// ASAN, fine: a U-Net whose skips are gated by pixel-wise attention (Eqs. 10 and 11), with a head on each decoder level, sees LGE and T2
/// inside the ventricle: A = I ⊗ f(I) (Eq. 2). Each head's loss is L_Dice + λ L_CE (Eq. 3), their sum is weighed by α (Eq. 4).
/// </summary>
internal sealed class Fine : IDisposable
{
    private const int Margin = 10, Growth = 3;

    private static readonly AsanOptions Shape = new() { Widths = [12, 24, 48, 96, 96], ChannelsLast = true };

    // Few hearts: they are turned, stretched and shaded in every way that a heart may be.
    private static readonly AugmentationOptions Augmentation =
        AugmentationOptions.Strong with { RotationDegrees = 180, Scale = 0.15, Brightness = 0.2, Contrast = 0.25 };

    private readonly AutoWeightedTraining<DeepSupervisedUNet, TensorBatch> _run;

    // For inference: its normalization is fused into the convolutions.
    private readonly Lazy<DeepSupervisedUNet> _fused;

    /// <summary>Trains one: epochs with equal weights α, then auto-weighted ones (DAS, Eqs. 5 to 9).</summary>
    public Fine(MyoPsTarget target, int member, Slices training, Slices validation, Plan plan, CancellationToken cancellation)
    {
        string structure = target == MyoPsTarget.Scar ? "scar" : "injury";
        string name = $"asan-{structure}-{member + 1}";
        long seed = plan.SeedOf(target == MyoPsTarget.Scar ? 3 : 4, member);
        var augmenter = new SampleAugmenter(Augmentation);
        var task = Asan.CreateTask(
            epoch => training.Epoch(epoch, augmenter), training.BatchesPerEpoch,
            (network, stop) => validation.Dice(network, structure, 2, stop), Shape);

        // β₀ = [0.5, 0.5, 0.5, 1], a little different for each base learner; α = softmax(β). In each auto-weighted epoch the policy
        // draws K changes Δβ; each candidate trains from the same state, the best validated is adopted, all rewards teach the policy.
        double[] beta = WeightPerturbation.Perturb(
            Asan.HeadWeights(Shape.Heads).InitialLogits.AsSpan(), member, new() { Seed = plan.Seed });
        var das = Asan.CreateController(ReinforceOptions.PaperFaithful with { Seed = seed }, Shape.Heads, beta);
        int sideBySide = Math.Min(2, Math.Min(plan.Candidates, get_num_threads()));
        var options = Asan.PaperTraining with
        {
            FixedEpochs = plan.Epochs,
            AutoEpochs = plan.AutoEpochs,
            Search = Asan.PaperTraining.Search with { Candidates = plan.Candidates, Parallelism = sideBySide },
            Seed = seed,
            // Not the paper's: two hearts are too few to pick the best epoch by, so the last network is made a good one.
            Schedule = LearningRateSchedule.Cosine(0.02),
            EmaDecay = 0.98,
            KeepBest = false,
        };
        _run = new AutoWeightedTraining<DeepSupervisedUNet, TensorBatch>(task, options, das);
        TrainingOutcome outcome = _run.Run(Path.Combine(plan.Folder, name), resume: true, new EpochLines(name, every: 10), cancellation);
        _fused = new(() => Asan.Fuse(_run.Network));
        Console.WriteLine($"{name}: α = {outcome.Weights}");
    }

    /// <summary>What an ASAN sees of a heart: the square around the ventricle; LGE and T2 inside its grown mask.</summary>
    internal sealed record Input(RegionOfInterest Region, float[][] Sequences);

    /// <summary>Eq. 2, A = I ⊗ f(I), in the region of interest; null where there is no ventricle.</summary>
    public static Input? Attend(Heart heart, byte[] ventricle, int growth = Growth) =>
        RegionOfInterest.FromMask(ventricle, Heart.Side, Heart.Side, Slices.Size, Margin, growth) is { } region
            ? new Input(region, [region.Attend(heart.Sequences[1]), region.Attend(heart.Sequences[2])])
            : null;

    /// <summary>The final head's softmax on CASN's grid, [3, slices, 384, 384]; outside the ventricle there is background alone.</summary>
    public float[] Probabilities(Input input, int slices)
    {
        using var scope = NewDisposeScope();
        int[] all = [.. Enumerable.Range(0, slices)];
        float[] images = [.. all.SelectMany(z => input.Region.ToNetwork(input.Sequences, z))];
        Tensor found = Asan.Probabilities(_fused.Value, tensor(images, [slices, Shape.InputChannels, Slices.Size, Slices.Size]));
        return input.Region.ProbabilitiesToOriginal([.. found.contiguous().data<float>()], Shape.Classes, all);
    }

    public void Dispose()
    {
        _run.Dispose();
        if (_fused.IsValueCreated)
            _fused.Value.Dispose();
    }

    /// <summary>The slices that show the ventricle, as an ASAN sees them.</summary>
    public static Slices SlicesOf(Heart[] hearts, MyoPsTarget target)
    {
        var slices = new Slices(Shape.InputChannels);
        for (int i = 0; i < hearts.Length; i++)
        {
            Heart heart = hearts[i];
            byte[] ventricle = heart.Classes(MyoPsTarget.LeftVentricle), classes = heart.Classes(target);
            // CASN's outline will be off by some pixels this way or that: learn with it drawn wider and narrower.
            int[] growths = [Growth, Growth - 2, Growth + 2];
            Input[] inputs = [.. growths.Select(growth => Attend(heart, ventricle, growth)).OfType<Input>()];
            for (int z = 0; z < heart.Slices && inputs.Length > 0; z++)
            {
                if (!Heart.OfSlice(ventricle, z).Contains((byte)1))
                    continue;
                slices.Add(i, inputs.Select(input =>
                    (input.Region.ToNetwork(input.Sequences, z), Heart.Crop(classes, z, input.Region.Mapping))));
            }
        }
        return slices;
    }
}
