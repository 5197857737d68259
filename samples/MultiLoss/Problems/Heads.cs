using System.Globalization;
using static TorchSharp.torch;

namespace Awsnet.Components.Samples;

/// <summary>
/// The supervision heads of a U-Net, the paper's own use: several losses for one task. The learning rate is constant, and what a search
/// compares are the networks' own parameters by their validation loss: with a falling rate or averages its candidates hardly differ.
/// </summary>
internal sealed class Heads : IProblem
{
    private const string WholeRun = "whole-run", Reinforce = "reinforce", Merged = "merged", Longer = "equal-";
    private const int HeadCount = 4, BatchSize = 8, Steps = 120, Candidates = 4, RefreshInterval = 10;
    private readonly Dictionary<string, HeadImages> read = [];

    /// <summary>A folder in the layout of BUSI or MyoPS; null for generated ultrasound.</summary>
    public string? Folder { get; set; }

    public string Name => "heads";

    public string Error => "1 - Dice on test images";

    public IReadOnlyList<string> Methods { get; } =
        ["equal", $"{Longer}2x", Merged, WholeRun, Reinforce, .. StepWeightings.Names.Skip(1)];

    public bool TryTrainCandidate(string method, long seed, out int exitCode) => CandidateProcess.TryRun(
        () =>
        {
            var task = Task(method, seed, out _, out _);
            return new TorchTrainable<DeepSupervisedUNet, TensorBatch>(task, Plan(task, seed));
        },
        out exitCode);

    public Outcome Run(string method, long seed, Elsewhere? elsewhere, CancellationToken cancellation)
    {
        var task = Task(method, seed, out HeadImages images, out IReadOnlyList<HeadImages.Sample> test);
        if (elsewhere is not null)
            TrainedOn.Check(elsewhere.Folder, Name, images.Images.Select(one => TrainedOn.Line(one.Group, [one.Image], one.Labels)), []);
        TrainingOptions plan = Plan(task, seed);
        int epochs = plan.FixedEpochs;
        double cost = epochs;
        AutoWeightedTraining<DeepSupervisedUNet, TensorBatch> run;
        if (method == WholeRun)
        {
            var search = new WholeRunSearch(task.LossNames, new() { Epochs = epochs, Candidates = 6, Seed = seed });
            using var processes = elsewhere?.WholeRuns();
            LossWeights best = search.Run(
                task, plan, parallelism: elsewhere?.Workers ?? 1, start: processes is null ? null : processes.Start,
                cancellation: cancellation);
            cost += search.Cost * epochs;
            run = new(task, plan with { FixedWeights = best });
        }
        else if (method == Reinforce)
        {
            int auto = epochs / 2;
            cost += auto * (Candidates - 1);
            var candidates = new WeightSearchOptions { Candidates = Candidates, Parallelism = elsewhere?.Workers ?? 1 };
            run = new(
                task, plan with { FixedEpochs = epochs - auto, AutoEpochs = auto, Search = candidates },
                new ReinforceController(new WeightSpace(task.LossNames), ReinforceOptions.Effective with { Seed = seed }),
                candidates: elsewhere is null ? null : elsewhere.Candidates);
        }
        else if (method.StartsWith(Longer, StringComparison.Ordinal))
        {
            cost *= double.Parse(method[Longer.Length..^1], CultureInfo.InvariantCulture);
            run = new(task, plan with { FixedEpochs = (int)cost });
        }
        else
        {
            var weighting = StepMethods.Create(method == Merged ? "equal" : method, task.LossNames, seed, RefreshInterval);
            cost *= CostOfStep(weighting);
            run = new(task, plan, weighting: weighting);
        }
        using (run)
        {
            LossWeights weights = run.Run(cancellation: cancellation).Weights;
            return new(1 - Score(run.Network, images, test).Reward, cost / epochs, weights);
        }
    }

    private TrainingTask<DeepSupervisedUNet, TensorBatch> Task(
        string method, long seed, out HeadImages images, out IReadOnlyList<HeadImages.Sample> test)
    {
        if (!read.TryGetValue(Folder ?? "", out HeadImages? known))
            read.Add(Folder ?? "", known = HeadImages.Read(Folder));
        images = known;
        var parts = DataSplit.ByFractions(images.Images, image => image.Group, seed, 0.6, 0.15, 0.25);
        if (parts.Any(part => !part.Any(image => image.Labels.Any(label => label > 0))))
            throw new ArgumentException(
                $"{string.Join(", ", parts.Select(part => part.Count))} images to train on, to validate by and to test on; each part " +
                "needs one that shows something to find. Give more in --data.");
        test = parts[2];
        return Task(images, method == Merged ? [.. parts[0], .. parts[1]] : [.. parts[0]], [.. parts[1]]);
    }

    private static TrainingOptions Plan(TrainingTask<DeepSupervisedUNet, TensorBatch> task, long seed) => new()
    {
        FixedEpochs = Math.Max(1, Steps / task.BatchesPerEpoch),
        AutoEpochs = 0,
        Seed = seed,
        Threads = 1,
        EmaDecay = 0.98,
        KeepBest = false,
    };

    private static TrainingTask<DeepSupervisedUNet, TensorBatch> Task(
        HeadImages images, HeadImages.Sample[] training, HeadImages.Sample[] validation)
    {
        Tensor Final(DeepSupervisedUNet network, IReadOnlyList<HeadImages.Sample> samples)
        {
            using var batch = Batch(samples);
            return DiceCrossEntropy.Loss(network.call(batch.Input).Heads[^1]!, batch.Target, new() { CrossEntropyWeight = 0.25 });
        }

        var shape = new AsanOptions
        {
            InputChannels = images.Channels,
            Classes = images.Structures.Length + 1,
            Widths = [16, 32, 32, 32, 32],
            Heads = HeadCount,
            Gated = false,
        };
        return Asan.CreateTask(
            seed => Shuffled(training, seed),
            (training.Length + BatchSize - 1) / BatchSize,
            (network, _) => Score(network, images, validation),
            shape) with
        {
            CandidateScore = (network, _) => -Final(network, validation).item<float>(),
            ValidationLoss = (network, seed) =>
                Final(network, [.. new Noise(seed).Shuffled(validation.Length).Take(BatchSize).Select(index => validation[index])]),
            // What every head's loss depends on.
            SharedParameters = network => network.named_parameters()
                .Where(named => named.name.StartsWith("encoder", StringComparison.Ordinal)).Select(named => named.parameter),
        };
    }

    /// <summary>
    /// In steps with equal weights: a backward pass a loss where gradients are compared, a third for a pass forward alone.
    /// </summary>
    private static double CostOfStep(StepWeighting weighting)
    {
        double cost = weighting.Needs.HasFlag(StepNeeds.Observation) ? 4 / 3.0 : 1;
        if (StepMethods.ComparesGradients(weighting))
            cost += (HeadCount - 1.0 + (weighting.Needs.HasFlag(StepNeeds.Validation) ? 1 : 0)) / RefreshInterval;
        return cost;
    }

    private static IEnumerable<TensorBatch> Shuffled(HeadImages.Sample[] samples, long seed)
    {
        var augmenter = new SampleAugmenter(AugmentationOptions.Paper with { Brightness = 0, KeepZeros = false });
        foreach (int[] part in new Noise(seed).Shuffled(samples.Length).Chunk(BatchSize))
            yield return Batch([.. part.Select(index =>
            {
                HeadImages.Sample sample = samples[index];
                var moved = sample with { Image = new float[sample.Image.Length], Labels = new byte[sample.Labels.Length] };
                augmenter.Apply(
                    sample.Image, sample.Labels, HeadImages.Size, HeadImages.Size, moved.Image, moved.Labels, new(seed, 0, index));
                return moved;
            })]);
    }

    private static Evaluation Score(DeepSupervisedUNet network, HeadImages images, IReadOnlyList<HeadImages.Sample> samples)
    {
        using var gradients = no_grad();
        network.eval();
        // As many pixels of a case as there are, over all its slices.
        string[] groups = [.. samples.Select(sample => sample.Group).Distinct()];
        using var dice = new ValidationDice(images.Structures, DiceAveraging.PerGroup);
        foreach (HeadImages.Sample[] part in samples.Chunk(16))
        {
            using var scope = NewDisposeScope();
            using var batch = Batch(part);
            dice.Update(network.Predict(batch.Input), batch.Target, [.. part.Select(sample => (long)Array.IndexOf(groups, sample.Group))]);
        }
        return dice.Compute();
    }

    private static TensorBatch Batch(IReadOnlyList<HeadImages.Sample> samples)
    {
        const int size = HeadImages.Size;
        int channels = samples[0].Image.Length / (size * size);
        return new(
            tensor([.. samples.SelectMany(sample => sample.Image)], [samples.Count, channels, size, size]),
            tensor([.. samples.SelectMany(sample => sample.Labels)], [samples.Count, size, size]).to(int64));
    }
}
