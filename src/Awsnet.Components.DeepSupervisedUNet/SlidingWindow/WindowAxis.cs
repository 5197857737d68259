namespace Awsnet.Components;

/// <summary>Where windows lie along one axis.</summary>
/// <param name="Size">The image's size.</param>
/// <param name="Window">The window's size; the image is padded to it where it is smaller.</param>
/// <param name="Starts">Where windows start in the image, ascending, the first at 0.</param>
internal sealed record WindowAxis(long Size, long Window, long[] Starts)
{
    /// <summary>How much of the image a window holds.</summary>
    public long Extent => Math.Min(Size, Window);

    /// <summary>Padding before the image in a window.</summary>
    public long Before => (Window - Extent) / 2;

    /// <summary>Padding after the image in a window.</summary>
    public long After => Window - Extent - Before;

    public static WindowAxis Create(long size, long window, double overlap)
    {
        if (window == 0)
            window = size;
        if (window >= size)
            return new(size, window, [0]);
        long step = Math.Max((long)(window * (1 - overlap)), 1);
        long last = size - window, count = (last + step - 1) / step + 1;
        var starts = new long[count];
        for (long i = 0; i < count; i++)
            starts[i] = Math.Min(i * step, last);
        return new(size, window, starts);
    }
}
