namespace Awsnet.Components.Tests;

/// <summary>What the tests of sliding windows share.</summary>
internal static class Sliding
{
    /// <summary>The network of sliding_window_peer.py: its answer depends on where a window begins and ends. Every operation treats samples
    /// one by one, so batches change no bit.</summary>
    public static Tensor Network(Tensor windows) => cat([windows.cumsum(-1), windows.flip(2) * windows.narrow(1, 0, 1)], 1);

    public static SlidingWindowInference By(params long[] window) => new(new() { WindowSize = window });

    public static bool IsSame(Tensor left, Tensor right) =>
        left.shape.AsSpan().SequenceEqual(right.shape) && left.dtype == right.dtype && left.eq(right).all().item<bool>();
}
