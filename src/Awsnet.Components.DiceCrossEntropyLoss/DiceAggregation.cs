namespace Awsnet.Components;

/// <summary>Over what one Dice coefficient is computed.</summary>
public enum DiceAggregation
{
    /// <summary>Over each sample of the batch; the loss is the mean of the samples' losses (the paper's code).</summary>
    PerSample,

    /// <summary>Over the whole batch at once: steadier where structures are small or absent in many samples.</summary>
    Batch,
}
