namespace Awsnet.Components.Myops;

/// <summary>One network of CASN: a vanilla U-Net on bSSFP, LGE and T2 that marks the left ventricle.</summary>
internal sealed record CoarseOptions
{
    /// <summary>Side of the network's square input.</summary>
    public int InputSize { get; init; } = 384;

    /// <summary>Features per level, the top one first.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [32, 64, 128, 256, 512];

    /// <summary>Whether the network tells the ventricle's blood from its wall (second network).</summary>
    public bool BloodClass { get; init; }

    /// <summary>Epochs of training.</summary>
    public int Epochs { get; init; } = 200;

    /// <summary>Slices a step.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Adam's learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>λ_CE beside the Dice loss.</summary>
    public double CrossEntropyWeight { get; init; }

    /// <summary>Whether the learning rate falls along half a cosine.</summary>
    public bool CosineSchedule { get; init; }

    /// <summary>Decay of the exponential moving average (EMA) of the weights, which is then what is judged; null for none.</summary>
    public double? EmaDecay { get; init; }

    /// <summary>Whether the network that validated best is kept, or the last one.</summary>
    public bool KeepBest { get; init; } = true;

    /// <summary>How slices are changed in training.</summary>
    public AugmentationOptions Augmentation { get; init; } = AugmentationOptions.Paper;

    /// <summary>What is added around the ventricle's rectangle on each side, as a part of its longer side (second network).</summary>
    public double RectangleMargin { get; init; } = 0.35;

    /// <summary>
    /// How many rectangles beside the right one are trained with (second network): shifted, larger and smaller ones, as the first network
    /// will give them.
    /// </summary>
    public int OtherRectangles { get; init; } = 7;
}
