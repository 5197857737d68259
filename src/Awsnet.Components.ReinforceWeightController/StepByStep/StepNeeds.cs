namespace Awsnet.Components;

/// <summary>What a step-by-step weighting needs besides the losses. Each need has a price in a training.</summary>
[Flags]
public enum StepNeeds
{
    /// <summary>The losses alone: free.</summary>
    None = 0,

    /// <summary>The Gram matrix of the losses' gradients: one backward pass a loss on the steps that refresh the weights.</summary>
    Gram = 1,

    /// <summary>The products of the losses' gradients with the gradient of a validation loss: one more forward and backward pass.</summary>
    Validation = 2,

    /// <summary>
    /// The losses of the same batch again after the step, through <see cref="IStepWeighting.Observe"/>: one more forward pass.
    /// </summary>
    Observation = 4,
}
