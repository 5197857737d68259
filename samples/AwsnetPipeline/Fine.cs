namespace Awsnet.Components.Samples;

/// <summary>
/// ASAN, fine: a U-Net whose skips are gated by pixel-wise attention (Eqs. 10 and 11), with a head on each decoder level, sees LGE and T2
/// inside the ventricle: A = I ⊗ f(I) (Eq. 2). Each head's loss is L_Dice + λ L_CE (Eq. 3), their sum is weighed by α (Eq. 4).
/// </summary>
internal sealed class Fine : IDisposable
{
    private const int Margin = 10, Growth = 3;

    // What the darkest pixel of the ventricle becomes, so that it differs from the blank outside.
    private const float Floor = 0.1f;

    private static readonly AsanOptions Shape = new() { Widths = [12, 24, 48, 96, 96], ChannelsLast = true };

    // Few hearts: they are turned, stretched and shaded in every way that a heart may be.
    private static readonly AugmentationOptions Augmentation =
        AugmentationOptions.Strong with { RotationDegrees = 180, Scale = 0.15, Brightness = 0.2, Contrast = 0.25 };

    private readonly AutoWeightedTraining<DeepSupervisedUNet, TensorBatch> _run;

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
        WeightSpace paper = Asan.HeadWeights(Shape.Heads);
        double[] beta = WeightPerturbation.Perturb(paper.InitialLogits.AsSpan(), member, new() { Seed = plan.Seed });
        var das = new ReinforceController(paper with { InitialLogits = [.. beta] }, ReinforceOptions.PaperFaithful with { Seed = seed });
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
        TrainingOutcome outcome = _run.Run(Path.Combine(plan.Folder, name), resume: true, new EpochLines(name), cancellation);
        Console.WriteLine($"{name}: α = {outcome.Weights}");
    }

    /// <summary>What an ASAN sees of a heart: the square around the ventricle; LGE and T2 inside it, its mask grown a little.</summary>
    internal sealed record View(GridMapping Region, byte[] Inside, float[][] Sequences);

    /// <summary>Eq. 2, A = I ⊗ f(I), and the region around it; null where there is no ventricle.</summary>
    public static View? Attend(Heart heart, byte[] ventricle, int growth = Growth)
    {
        if (PixelBox.FromMask(ventricle, Heart.Side, Heart.Side) is not { } rectangle)
            return null;
        var region = Slices.Region(rectangle.Grow(Margin).Square());
        byte[] inside = Grown(ventricle, heart.Slices, growth);
        return new View(region, inside, [Within(heart.Sequences[1]), Within(heart.Sequences[2])]);

        float[] Within(float[] sequence)
        {
            // The ungrown ventricle decides the scale: its rim may hold bright fat.
            var values = (float[])sequence.Clone();
            Normalize.Percentiles(values, 1, 99, ventricle);
            for (int i = 0; i < values.Length; i++)
                values[i] = inside[i] == 0 ? 0 : Floor + ((1 - Floor) * values[i]);
            return values;
        }
    }

    /// <summary>The final head's softmax, [slices][3 · 96 · 96].</summary>
    public float[][] Probabilities(View view, int slices)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        _run.Network.eval();
        float[] images = [.. Enumerable.Range(0, slices).SelectMany(z => Heart.Look(view.Sequences, z, view.Region))];
        Tensor input = tensor(images, [slices, Shape.InputChannels, Slices.Size, Slices.Size]);
        return [.. _run.Network.Predict(input).softmax(1).unbind().Select(slice => slice.contiguous().data<float>().ToArray())];
    }

    public void Dispose() => _run.Dispose();

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
            View[] views = [.. growths.Select(growth => Attend(heart, ventricle, growth)).OfType<View>()];
            for (int z = 0; z < heart.Slices && views.Length > 0; z++)
            {
                if (Heart.OfSlice(ventricle, z).Contains((byte)1))
                    slices.Add(i, views.Select(view => (Heart.Look(view.Sequences, z, view.Region), Heart.Look(classes, z, view.Region))));
            }
        }
        return slices;
    }

    private static byte[] Grown(byte[] mask, int slices, int pixels)
    {
        using var scope = NewDisposeScope();
        Tensor planes = tensor(mask, [slices, 1, Heart.Side, Heart.Side]).to(ScalarType.Float32);
        return [.. nn.functional.max_pool2d(planes, (2 * pixels) + 1, stride: 1, padding: pixels).to(ScalarType.Byte).data<byte>()];
    }
}
