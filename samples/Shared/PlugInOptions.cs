namespace Awsnet.Components.Samples;

/// <summary>How the arms of a plug-in experiment train.</summary>
internal sealed record PlugInOptions
{
    /// <summary>Side of the network's input.</summary>
    public int Size { get; init; } = 96;

    /// <summary>Features per level.</summary>
    public int[] Widths { get; init; } = [12, 24, 48, 96];

    /// <summary>Epochs of every arm, those with a controller included.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>How many of them the controller has.</summary>
    public int AutoEpochs { get; init; } = 6;

    /// <summary>K, candidates of each of those.</summary>
    public int Candidates { get; init; } = 4;

    /// <summary>Slices a step.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>Seed of everything random.</summary>
    public long Seed { get; init; } = 1;
}
