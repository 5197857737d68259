namespace Awsnet.Components;

/// <summary>The two parts of a run's plan.</summary>
public enum TrainingStage
{
    /// <summary>Epochs with fixed weights.</summary>
    FixedWeights,

    /// <summary>Epochs in which candidates with different weights compete.</summary>
    AutoWeights,
}
