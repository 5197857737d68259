namespace Awsnet.Components;

/// <summary>
/// Nearest-pixel up-sampling and a convolution after it, along one axis, seen from the low resolution. Output pixel
/// s · i + r belongs to phase r of pixel i; its taps fall on few different pixels, so they can be summed beforehand.
/// </summary>
/// <param name="Kernel">Taps k of the convolution, odd; it is padded to keep the size.</param>
/// <param name="Scale">Factor s of the up-sampling, 1 for none.</param>
internal sealed record NearestAxis(long Kernel, long Scale)
{
    private long Radius => Kernel / 2;

    /// <summary>Taps of a phase's summed kernel: as many as the phase that sees most pixels needs.</summary>
    public long Taps => Enumerable.Range(0, (int)Scale).Max(phase => Pixel(phase, Kernel - 1) - Pixel(phase, 0) + 1);

    /// <summary>Zeros before and behind the low-resolution feature: how far the outermost phases look.</summary>
    public long Padding => -Pixel(0, 0);

    /// <summary>Which pixel, counted from a phase's own, the first tap of its summed kernel sees.</summary>
    public long First(long phase) => Math.Min(Pixel(phase, 0), Padding - Taps + 1);

    /// <summary>Which pixel, counted from a phase's own, a tap of the whole kernel sees: ⌊(r + tap − radius) / s⌋.</summary>
    public long Pixel(long phase, long tap) => (long)Math.Floor((phase + tap - Radius) / (double)Scale);

    /// <summary>Taps of the transposed convolution with stride s that is the same as both together.</summary>
    public long TransposedKernel => Scale + Kernel - 1;

    /// <summary>Which tap of that transposed convolution gives what a pixel at some distance adds to a phase; it may be outside.</summary>
    public long TransposedTap(long phase, long pixel) => phase + Radius - Scale * pixel;
}
