namespace Awsnet.Components;

/// <summary>How much each pixel of a window counts where windows overlap.</summary>
public enum WindowBlending
{
    /// <summary>All pixels alike.</summary>
    Constant,

    /// <summary>
    /// The middle of a window more than its margin: a product of Gaussians exp(−x² / 2σ²), one an axis, x from the window's middle and
    /// σ = <see cref="SlidingWindowOptions.SigmaScale"/> x the window's size; at least 0.001.
    /// </summary>
    Gaussian,
}
