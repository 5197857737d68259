using System.Text.Json.Serialization;

namespace Awsnet.Components.Myops;

/// <summary>An ASAN: gated, deeply supervised U-Net on LGE and T2 inside the ventricle; or what an experiment puts in its place.</summary>
internal sealed record FineOptions
{
    /// <summary>Side of the square that the region of interest is resized to.</summary>
    public int InputSize { get; init; } = 128;

    /// <summary>Margin around the ventricle's rectangle, in pixels of the original image.</summary>
    public int MarginPixels { get; init; } = 10;

    /// <summary>Whether all outside the grown ventricle is masked out, as Eq. 2 has it, or the region of interest is seen whole.</summary>
    public bool MaskOut { get; init; } = true;

    /// <summary>By how many pixels the ventricle's mask is grown before all outside it is masked out.</summary>
    public double MaskGrowth { get; init; } = 3;

    /// <summary>Features per level, the top one first.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [32, 64, 128, 256, 512];

    /// <summary>Sequences that the network sees, in the order of its channels: <c>C0</c>, <c>DE</c>, <c>T2</c>.</summary>
    public IReadOnlyList<string> Sequences { get; init; } = ["DE", "T2"];

    /// <summary>Whether the network also sees the slices above and below, as further channels.</summary>
    public bool NeighborSlices { get; init; }

    /// <summary>Whether the network sees the heart in polar coordinates.</summary>
    public bool Polar { get; init; }

    /// <summary>Whether the left ventricle's blood is a class of its own, the last one, or background.</summary>
    public bool PoolClass { get; init; }

    /// <summary>Whether one network of four classes (background, scar, edema, myocardium) takes the place of the two.</summary>
    public bool OneForBoth { get; init; }

    /// <summary>The network: <c>unet</c>, or <c>nested</c> (U-Net++, without gates).</summary>
    public string Architecture { get; init; } = "unet";

    /// <summary>What follows each convolution: <c>batch</c>, <c>instance</c> or <c>group</c> normalization.</summary>
    public string Normalization { get; init; } = "batch";

    /// <summary>Whether pixel attention gates weigh the skip connections.</summary>
    public bool Gate { get; init; } = true;

    /// <summary>Supervision heads.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Channels of the network's input.</summary>
    [JsonIgnore]
    public int Channels => ChannelNames.Count;

    /// <summary>What they show, in their order: the sequences of a slice, and of those above and below it where it sees them.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> ChannelNames => NeighborSlices
        ? [.. Sequences, .. Sequences.Select(name => $"{name} above"), .. Sequences.Select(name => $"{name} below")]
        : Sequences;

    /// <summary>Classes of the network, background included.</summary>
    [JsonIgnore]
    public int Classes => (OneForBoth ? 4 : 3) + (PoolClass ? 1 : 0);

    /// <summary>Whether weights of heads are searched for, which takes cases to judge them by.</summary>
    [JsonIgnore]
    public bool Searches => AutoEpochs > 0 && Finder is not (WeightFinder.Fixed or WeightFinder.Gradient);

    /// <summary>Weights of the heads in the fixed epochs of the network for scar, deepest first; null for equal ones.</summary>
    public IReadOnlyList<double>? ScarWeights { get; init; }

    /// <summary>The same for scar and edema.</summary>
    public IReadOnlyList<double>? PathologyWeights { get; init; }

    /// <summary>
    /// Who finds the weights of the auto-weighted epochs: <c>reinforce</c>, <c>genetic</c>, <c>no-rl</c> (best of K at random) or
    /// <c>fixed</c>
    /// (equal weights to the end); <c>gradient</c> trains them with the network in all epochs.
    /// </summary>
    public string Finder { get; init; } = "reinforce";

    /// <summary>Epochs with equal weights.</summary>
    public int FixedEpochs { get; init; } = 150;

    /// <summary>Auto-weighted epochs after them.</summary>
    public int AutoEpochs { get; init; } = 50;

    /// <summary>K, the candidates of an auto-weighted epoch.</summary>
    public int Candidates { get; init; } = 10;

    /// <summary>How many candidates train side by side, each with one thread; 1: one after the other with all threads.</summary>
    public int SideBySide { get; init; } = 2;

    /// <summary>β₀ of the final head; the others have half of it.</summary>
    public double InitialFinalLogit { get; init; } = 1;

    /// <summary>β₀ of every head, deepest first, in the place of <see cref="InitialFinalLogit"/>; null for that.</summary>
    public IReadOnlyList<double>? InitialLogits { get; init; }

    /// <summary>The controller's settings: <c>paper</c> or <c>effective</c>.</summary>
    public string Controller { get; init; } = "paper";

    /// <summary>Δβ, what an action changes β by; null: the controller's own.</summary>
    public double? WeightStep { get; init; }

    /// <summary>Adam's learning rate of the policy; null: the controller's own.</summary>
    public double? PolicyLearningRate { get; init; }

    /// <summary>σ of the policy's first parameters; null: the controller's own.</summary>
    public double? PolicyDeviation { get; init; }

    /// <summary>γ of the running baseline; null: the controller's own.</summary>
    public double? BaselineRate { get; init; }

    /// <summary>What is added to the Dice before the exponent; null: the controller's own.</summary>
    public double? RewardShift { get; init; }

    /// <summary>The reward's exponent; null: the controller's own.</summary>
    public double? RewardExponent { get; init; }

    /// <summary>Slices a step.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Adam's learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Whether the learning rate falls along half a cosine.</summary>
    public bool CosineSchedule { get; init; }

    /// <summary>
    /// Decay of the exponential moving average (EMA) of the weights, which is then what is judged and kept; null for none.
    /// </summary>
    public double? EmaDecay { get; init; }

    /// <summary>Whether the network that validated best is kept, or the last one.</summary>
    public bool KeepBest { get; init; } = true;

    /// <summary>λ_CE.</summary>
    public double CrossEntropyWeight { get; init; } = 0.25;

    /// <summary>Whether Dice is taken of each slice, as in the paper's code, or of a batch.</summary>
    public DiceAggregation DiceAggregation { get; init; } = DiceAggregation.PerSample;

    /// <summary>Whether the classes' Dice losses are summed, as in the paper's code, or averaged.</summary>
    public ClassReduction DiceReduction { get; init; } = ClassReduction.Sum;

    /// <summary>Whether the background counts in the Dice loss, as in the paper's code.</summary>
    public bool DiceOfBackground { get; init; } = true;

    /// <summary>How slices are changed in training.</summary>
    public AugmentationOptions Augmentation { get; init; } = AugmentationOptions.Paper;

    /// <summary>Whether predictions are averaged over the image and its three mirror images (test-time augmentation).</summary>
    public bool MirrorAtInference { get; init; }

    /// <summary>
    /// The options as a network is trained by them: weights that are trained with it are so in all epochs, and none is auto-weighted.
    /// </summary>
    public FineOptions ForTraining() => Finder == WeightFinder.Gradient
        ? this with { FixedEpochs = FixedEpochs + AutoEpochs, AutoEpochs = 0 }
        : this;
}
