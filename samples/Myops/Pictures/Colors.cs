using SkiaSharp;

namespace Awsnet.Components.Myops;

/// <summary>The colors of pictures.</summary>
internal static class Colors
{
    public static SKColor White { get; } = new(255, 255, 255);

    public static SKColor Gray { get; } = new(170, 170, 170);

    public static SKColor Scar { get; } = new(255, 64, 64);

    public static SKColor Edema { get; } = new(255, 216, 0);

    public static SKColor Ventricle { get; } = new(64, 208, 255);
}
